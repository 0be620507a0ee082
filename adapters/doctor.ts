/**
 * `npm run --silent doctor -- slack`: looks at the set-up of a platform, and says for each thing that is wrong what to do.
 */
import { BotError } from "#core";
import type { Environment } from "./environment.ts";
import { readEnvironment } from "./environment.ts";
import type { Finding } from "./slack/doctor.ts";
import { examineSlack } from "./slack/doctor.ts";
import { createSendRequest } from "./slack/web-request.ts";
import { runProgram } from "./terminal/run-program.ts";

const DOCTORS: Readonly<Record<string, (environment: Environment) => Promise<readonly Finding[]>>> = { slack };

async function slack({ slack: settings, host, port, publicUrl }: Environment): Promise<readonly Finding[]> {
  if (settings === undefined) {
    return [{ isGood: false, what: "nothing of Slack is set", remedy: "set SLACK_BOT_TOKEN and SLACK_APP_TOKEN; docs/slack.md says how" }];
  }
  const { send, close } = createSendRequest();
  const findings = await examineSlack({ settings, send, address: publicUrl ?? `http://${host}:${port}/` });
  close();
  return [{ isGood: true, what: "the settings are complete" }, ...findings];
}

await runProgram(async () => {
  const examine = DOCTORS[process.argv[2] ?? ""];
  if (examine === undefined)
    throw new BotError("ARGUMENTS_INVALID", `Usage: npm run --silent doctor -- ${Object.keys(DOCTORS).join(" | ")}`);
  const findings = await examine(readEnvironment(process.env));
  for (const { isGood, what, remedy } of findings) {
    process.stdout.write(`${isGood ? "good" : "BAD "}  ${what}\n${remedy === undefined ? "" : `      -> ${remedy}\n`}`);
  }
  if (findings.some(({ isGood }) => !isGood)) process.exitCode = 1;
});
