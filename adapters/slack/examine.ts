import type { Environment } from "../environment.ts";
import { examineSlack } from "./doctor.ts";
import { createSendRequest } from "./web-request.ts";

/** Looks at the set-up of Slack, and says for each thing that is wrong what to do. */
export async function* examineSetUp({
  slack: settings,
  host,
  port,
  publicUrl,
  escalateTo: { slack: escalateTo },
}: Environment): AsyncGenerator<{ readonly what: string; readonly isGood: boolean | undefined; readonly says: string }> {
  if (settings === undefined) {
    yield { isGood: false, what: "nothing of Slack is set", says: "set SLACK_BOT_TOKEN and SLACK_APP_TOKEN; docs/slack.md says how" };
    return;
  }
  yield { isGood: true, what: "the settings are complete", says: "" };
  const { send, close } = createSendRequest();
  try {
    const findings = await examineSlack({
      ...{ settings, send, address: `http://${host}:${port}/` },
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(escalateTo === undefined ? {} : { escalateTo }),
    });
    for (const { isGood, what, remedy } of findings) yield { isGood, what, says: remedy ?? "" };
  } finally {
    close();
  }
}
