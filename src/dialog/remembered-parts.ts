import type { Reply } from "../reply.ts";
import type { Gap } from "../state/store.ts";
import { redact } from "../text/redact.ts";
import { prompt } from "./dialog-context.ts";
import { localDate, localTime } from "./local-time.ts";
import { notice } from "./notice.ts";
import type { Wanted } from "./resolve-typed.ts";
import type { RunContext } from "./run-context.ts";
import { idOf } from "./run-sight.ts";
import { placeName } from "./run-words.ts";

/** When this was solved here before, on the card of an article. */
export async function withSeenBefore(context: RunContext, reply: Reply): Promise<Reply> {
  if (reply.kind !== "answer") return reply;
  const { t, locale, zone, store, organisation, articles } = context;
  const solved = await store.solvedBefore(organisation, reply.evidence.article);
  const article = articles.get(reply.evidence.article);
  if (solved === undefined || article === undefined) return reply;
  const date = { kind: "text", text: localDate(solved.at, locale, zone) } as const;
  const { path, step } = solved;
  const isKnown = path !== undefined && step !== undefined && article.paths[path]?.steps[step] !== undefined;
  const seenBefore = isKnown
    ? t.rich("answer.seenBeforeStep", { date, step: { kind: "text", text: placeName(context, article, { path, step }) } })
    : t.rich("answer.seenBefore", { date });
  return { ...reply, seenBefore };
}

/** In a thread that has the card of an article already: a pointer to it. Only for a question; a button always shows what it says. */
export async function pointToEarlier(context: RunContext, wanted: Wanted, reply: Reply, isThread: boolean): Promise<Reply> {
  if (!isThread || wanted.kind !== "ask" || reply.kind !== "answer") return reply;
  const { t, locale, zone, store, keys } = context;
  const { article } = reply.evidence;
  const earlier = await store.earlierAnswer(keys.conversation, article);
  if (earlier === undefined) return reply;
  const time = { kind: "text", text: localTime(earlier.at, locale, zone) } as const;
  return {
    ...notice(context, t.rich("answer.earlier", { time })),
    prompts: [
      prompt(t.text("prompt.start"), { kind: "start", article }, "primary"),
      prompt(t.text("answer.earlierOpen"), { kind: "open", article }),
    ],
  };
}

/** The question as it is kept for the owner of the knowledge, where it was not answered. */
export function gapOf({ organisation, keys, at, locale, index }: RunContext, wanted: Wanted, reply: Reply): Gap | undefined {
  if (reply.kind !== "notFound" || (wanted.kind !== "ask" && wanted.kind !== "none")) return undefined;
  const text = redact(wanted.text ?? "", organisation, index);
  if (text.trim() === "") return undefined;
  const [nearest] = reply.nearest.flatMap(({ prompt: { intent } }) => (intent.kind === "open" ? [intent.article] : []));
  return {
    ...{ organisation, id: idOf(keys.event), at, locale, text },
    because: wanted.kind === "ask" ? "notKnown" : "noneOfThese",
    ...(nearest === undefined ? {} : { nearest }),
  };
}

/** Says on the card that the question was kept. */
export function withNoted({ t }: RunContext, reply: Reply): Reply {
  return reply.kind === "notFound" ? { ...reply, understood: [...reply.understood, t.rich("notFound.noted")] } : reply;
}
