import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { ROOT, run, start } from "../../support/run.ts";
import { command } from "../../support/slack/events.ts";
import type { FakeSlack } from "../../support/slack/fake-slack.ts";
import { startFakeSlack } from "../../support/slack/fake-slack.ts";
import { until } from "../../support/slack/night.ts";
import { posted, SIGNING_SECRET } from "../../support/slack/signed.ts";

const guide = readFileSync(join(ROOT, "docs/slack.md"), "utf8");
const scripts = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).scripts as Readonly<Record<string, string>>;

/** The commands of a chapter, in their order, each with its own words. */
function commandsOf(chapter: string): readonly string[] {
  const text = guide.split(`## ${chapter}\n`)[1]?.split(/^## /m)[0] ?? "";
  return [...text.matchAll(/^ *```(?:sh|text)\n([\s\S]*?)^ *```/gm)].flatMap(([, block = ""]) =>
    block
      .trim()
      .split("\n")
      .map((line) => line.trim()),
  );
}

/** A command of the guide as the shell would run it. */
function argumentsOf(line: string): readonly string[] {
  const [, script = "", rest = ""] = /^npm (?:run --silent )?(\S+)(?: -- (.*))?$/.exec(line) ?? [];
  const program = scripts[script] ?? "";
  return [...program.split(" ").slice(2), ...rest.split(" ").filter((word) => word !== "")];
}

const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

/** Does every line of a chapter as it stands there, with these values in place of the dots. */
async function follow(chapter: string, secrets: Readonly<Record<string, string>>, slack: FakeSlack) {
  const env: Record<string, string> = { SLACK_API_URL: slack.apiUrl, PORT: "0", LANG: "en_US.UTF-8" };
  const printed: Record<string, string> = {};
  let port = 0;
  for (const line of commandsOf(chapter)) {
    if (line.startsWith("export ")) {
      const [, name = "", value = ""] = /^export (\w+)=(.*)$/.exec(line) ?? [];
      env[name] = secrets[name] ?? value;
    } else if (line === "npm start") {
      const child = start(argumentsOf(line), { env });
      ended.push(() => child.kill("SIGKILL"));
      let output = "";
      for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
      await until(() => /127\.0\.0\.1:\d+/.test(output) || child.exitCode !== null);
      port = Number(/127\.0\.0\.1:(\d+)/.exec(output)?.[1] ?? 0);
      printed["start"] = output;
    } else if (line.startsWith("npm ")) {
      const { stdout, stderr, code } = await run(argumentsOf(line), { env });
      expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: "" });
      printed[line.includes("manifest") ? "manifest" : "doctor"] = stdout;
    } else {
      printed["typed"] = line;
    }
  }
  return { printed, port, env };
}

describe("the set-up page, followed word by word", () => {
  it("leads from the manifest to the first answer in Socket Mode", async () => {
    const slack = await startFakeSlack([{ token: "xoxb-home-0001", team: "T0NACHT01", bot: "U0VANGNET" }]);
    ended.push(() => slack.stop());
    const { printed } = await follow(
      "Socket Mode, step by step",
      { SLACK_APP_TOKEN: "xapp-1-test", SLACK_BOT_TOKEN: "xoxb-home-0001" },
      slack,
    );
    const manifest = JSON.parse(printed["manifest"] ?? "");
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(printed["doctor"]).not.toContain("BAD");
    await until(() => slack.sockets.size === 2);
    const [, name, text] = /^(\/\w+) (.*)$/.exec(printed["typed"] ?? "") ?? [];
    expect(manifest.features.slash_commands[0].command).toBe(name);
    slack.push("slash_commands", command({ text: text ?? "", responseUrl: slack.responseUrl() }));
    const [answer] = await slack.wait(({ method }) => method === "response");
    expect(String(answer?.args["text"])).toContain("100050");
  }, 60_000);

  it("explains every right and every event that the manifest asks for, and every setting that exists", async () => {
    for (const args of [
      ["--mode", "socket", "--channels"],
      ["--mode", "http", "--url", "https://bot.example.org", "--channels"],
    ]) {
      const { stdout } = await run(["adapters/terminal/manifest.ts", "slack", ...args]);
      const { oauth_config, settings } = JSON.parse(stdout);
      for (const name of [...oauth_config.scopes.bot, ...settings.event_subscriptions.bot_events]) expect(guide).toContain(`\`${name}\``);
    }
    const source = readFileSync(join(ROOT, "adapters/slack/settings.ts"), "utf8");
    const names = [...source.matchAll(/^ {2}(SLACK_\w+): /gm)].map(([, name]) => name as string);
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) if (name !== "SLACK_API_URL") expect(guide).toContain(`\`${name}\``);
  });

  it("works for HTTP too, where Slack asks its question at the address", async () => {
    const slack = await startFakeSlack();
    ended.push(() => slack.stop());
    const env = { SLACK_API_URL: slack.apiUrl, PORT: "0", SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_BOT_TOKEN: "xoxb-home-0001" };
    const child = start(argumentsOf("npm start"), { env });
    ended.push(() => child.kill("SIGKILL"));
    let output = "";
    child.stdout?.on("data", (chunk) => {
      output += chunk;
    });
    await until(() => output.includes("docs/"));
    const address = /http:\S+/.exec(output)?.[0] ?? "";
    const doctor = await run(["adapters/terminal/doctor.ts", "slack"], { env: { ...env, PORT: new URL(address).port } });
    expect(doctor.stdout).toContain("the bot answers Slack's question");
    const response = await fetch(`${address}slack/events`, posted(command({ text: "ID: 100050", responseUrl: slack.responseUrl() })));
    expect(response.status).toBe(200);
    await slack.wait(({ method }) => method === "response");
  }, 60_000);
});
