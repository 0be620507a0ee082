import type { Delivery } from "../reply.ts";
import type { RichText } from "../rich-text.ts";
import { handOverOf } from "./hand-over.ts";
import { localTime } from "./local-time.ts";
import type { RunContext, RunSight } from "./run-context.ts";
import { nameOf } from "./run-context.ts";

/** Who called for help, and when. */
export function calledForHelp(context: RunContext): RichText {
  const { t, at, locale, zone, by } = context;
  const name = nameOf(context, by);
  return t.rich("run.line.escalated", { name: { kind: "text", text: name }, time: { kind: "text", text: localTime(at, locale, zone) } });
}

/** A call for help: the trail to the one who is set up to be called, or as a text to forward. */
export async function escalated(context: RunContext, sight: RunSight): Promise<readonly Delivery[]> {
  const { t, onCall, platform, at, locale, by } = context;
  const span = (text: string) => ({ kind: "text", text }) as const;
  const address = onCall.addressOn?.(platform);
  const onDuty = onCall.onDuty?.(at);
  const called = calledForHelp(context);
  if (address === undefined) {
    const forward = t.rich("run.line.forward", { name: span(onDuty ?? t.text("run.line.nobody")) });
    return [{ reply: await handOverOf(context, sight, "text", [called, forward]), to: { kind: "here" } }];
  }
  const title = sight.article?.title[locale] ?? t.text("run.heading.unknown");
  const asks: RichText = t.rich("run.escalatedNotice", {
    ...{ name: span(nameOf(context, by)), number: span(String(sight.record?.number ?? "?")), title: span(title) },
  });
  return [
    {
      reply: await handOverOf(context, sight, "text", [asks]),
      to: { kind: "place", address },
      ...(onDuty === undefined ? {} : { mention: { key: onDuty, name: onDuty } }),
    },
    {
      reply: {
        ...{ kind: "notice", locale, prompts: [], furtherPrompts: [] },
        text: [...called, span(" "), ...t.rich("run.line.sent", { place: span(onDuty ?? address) })],
      },
      to: { kind: "thread" },
    },
  ];
}
