import type { AnswerReply, Intent, Reply, StepsReply } from "#core";
import { encodeIntent } from "#core";
import type { SlackBlock } from "./message.ts";
import { say } from "./words.ts";

/** The `action_id` of the button that shows a private answer to the channel. */
export const SHARE_ACTION = "share";

/** The button below a private answer that others may want to read too; none below what is only for the asker. */
export function shareRow(reply: Reply): readonly SlackBlock[] {
  if (reply.kind !== "answer" && reply.kind !== "steps") return [];
  return [
    {
      type: "actions",
      elements: [
        {
          type: "button",
          text: { type: "plain_text", text: say(reply.locale, "share.button"), emoji: false },
          action_id: SHARE_ACTION,
          value: encodeIntent(sharedIntent(reply)),
        },
      ],
    },
  ];
}

/** Asks for the code once more, where one was found by its code alone: then the card says so to all. */
function sharedIntent(reply: AnswerReply | StepsReply): Intent {
  const { article } = reply.evidence;
  if (reply.kind === "steps") return { kind: "steps", article };
  const { by, code, confidence } = reply.match;
  return by === "code" && code !== undefined && confidence === "exact" ? { kind: "ask", text: `ID: ${code}` } : { kind: "open", article };
}
