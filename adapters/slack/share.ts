import * as z from "zod";
import type { AnswerReply, Locale, Reply, RichText } from "#core";
import { decodeIntent, LOCALES } from "#core";
import { LIMITS } from "./limits.ts";
import type { SlackBlock } from "./message.ts";
import { say } from "./words.ts";

/** The `action_id` of the button that shows a private answer to the channel. */
export const SHARE_ACTION = "share";

/** What of an article is shown to the channel, and what the asker read above it. */
export interface Shared {
  readonly kind: "open" | "steps";
  readonly article: string;
  /** Why it was the answer, in the language it was read in. */
  readonly why?: { readonly locale: Locale; readonly text: RichText };
  /** The question, as it may be repeated. */
  readonly asked?: string;
}

/** The button below a private answer that others may want to read too; none below what is only for the asker. */
export function shareRow(reply: Reply, asked?: string): readonly SlackBlock[] {
  if (reply.kind !== "answer" && reply.kind !== "steps") return [];
  const { locale, evidence } = reply;
  const question = asked === undefined ? {} : { asked };
  const shared: Shared =
    reply.kind === "steps"
      ? { kind: "steps", article: evidence.article, ...question }
      : { kind: "open", article: evidence.article, ...(isFound(reply) ? { why: { locale, text: reply.why } } : {}), ...question };
  return [
    {
      type: "actions",
      elements: [
        {
          type: "button",
          text: { type: "plain_text", text: say(locale, "share.button"), emoji: false },
          action_id: SHARE_ACTION,
          value: writeShared(shared),
        },
      ],
    },
  ];
}

/** "Opened by you" is no reason for others. */
function isFound({ match }: AnswerReply): boolean {
  return match.by !== undefined;
}

/** What a button carries; undefined for what no version of this bot wrote. */
export function readShared(value: unknown): Shared | undefined {
  if (typeof value !== "string" || !value.startsWith(PREFIX)) return readIntent(value);
  try {
    const { data } = sharedSchema.safeParse(JSON.parse(value.slice(PREFIX.length)));
    return data && ({ ...data } as Shared);
  } catch {
    return undefined;
  }
}

/** Buttons of an earlier version carried an intent. */
function readIntent(value: unknown): Shared | undefined {
  const intent = decodeIntent(value);
  return intent?.kind === "open" || intent?.kind === "steps" ? { kind: intent.kind, article: intent.article } : undefined;
}

const PREFIX = "share1:";

/** A button holds only so much: the reason goes first, and then the question. */
function writeShared(shared: Shared): string {
  const { kind, article, asked } = shared;
  const forms: readonly Shared[] = [shared, { kind, article, ...(asked === undefined ? {} : { asked }) }];
  const written = forms.map((form) => `${PREFIX}${JSON.stringify(form)}`).find((text) => text.length <= LIMITS.button.value);
  return written ?? `${PREFIX}${JSON.stringify({ kind, article })}`;
}

const words = z.string().max(300);
const sharedSchema = z.strictObject({
  kind: z.enum(["open", "steps"]),
  article: z.string().max(80),
  why: z
    .strictObject({
      locale: z.enum(LOCALES),
      text: z
        .array(z.strictObject({ kind: z.enum(["text", "strong", "code"]), text: words }))
        .min(1)
        .max(12),
    })
    .optional(),
  asked: words.optional(),
});
