import type { ContextActionsBlock } from "@slack/types";
import type { Reply } from "#core";
import { encodeIntent } from "#core";
import { translatorFor } from "./translator-for.ts";

/** The `action_id` of the thumbs; the value of the one pressed is an intent like any other. */
export const FEEDBACK_ACTION = "intent:feedback";

/** Thumbs below an answer. Slack draws them only in newer versions, so they are sent behind a switch. */
export function feedbackRow(reply: Reply): readonly ContextActionsBlock[] {
  if (reply.kind !== "answer") return [];
  const t = translatorFor(reply.locale);
  const { article } = reply.evidence;
  const thumb = (text: string, verdict: "solved" | "notSolved") => ({
    text: { type: "plain_text" as const, text, emoji: false },
    value: encodeIntent({ kind: "feedback", article, verdict }),
  });
  return [
    {
      type: "context_actions",
      elements: [
        {
          type: "feedback_buttons",
          action_id: FEEDBACK_ACTION,
          positive_button: thumb(t.text("run.worked"), "solved"),
          negative_button: thumb(t.text("run.failed"), "notSolved"),
        },
      ],
    },
  ];
}
