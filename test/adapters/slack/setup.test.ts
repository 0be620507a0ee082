import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { freePort } from "../../support/free-port.ts";
import { ROOT, run, start } from "../../support/run.ts";
import { command } from "../../support/slack/events.ts";
import type { FakeSlack } from "../../support/slack/fake-slack.ts";
import { startFakeSlack } from "../../support/slack/fake-slack.ts";
import { until } from "../../support/slack/night.ts";
import type { SignedRequest } from "../../support/slack/signed.ts";
import { posted, SIGNING_SECRET, sign } from "../../support/slack/signed.ts";

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

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

/** Does every line of a chapter as it stands there, with these values in place of the dots. `isUp` ends the wait for a started bot. */
async function follow(
  chapter: string,
  secrets: Readonly<Record<string, string>>,
  slack: FakeSlack,
  { port: wanted = 0, isUp }: { readonly port?: number; readonly isUp?: () => Promise<boolean> } = {},
) {
  const env: Record<string, string> = { SLACK_API_URL: slack.apiUrl, PORT: String(wanted), LANG: "en_US.UTF-8" };
  const printed: Record<string, string> = {};
  let port = 0;
  for (const line of commandsOf(chapter)) {
    if (line.startsWith("export ")) {
      const [, name = "", value = ""] = /^export (\w+)=(.*)$/.exec(line) ?? [];
      // What is printed whole is done as it stands; dots are to be filled in, and nothing else is.
      if (secrets[name] === undefined) expect(value).not.toContain("...");
      env[name] = secrets[name] ?? execFileSync("bash", ["-c", `${line}; printenv ${name}`], { encoding: "utf8" }).trim();
    } else if (line === "npm start") {
      const child = start(argumentsOf(line), { env });
      ended.push(() => child.kill("SIGKILL"));
      let output = "";
      for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
      if (isUp === undefined) await until(() => /127\.0\.0\.1:\d+/.test(output) || child.exitCode !== null);
      else while (child.exitCode === null && !(await isUp())) await pause(100);
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

/** The words by which the doctor judged, each of which the page explains. */
function verdictsOf(printed = ""): ReadonlySet<string> {
  const words = new Set(
    printed
      .trim()
      .split("\n")
      .map((line) => line.split(" ", 1)[0] ?? ""),
  );
  for (const word of words) expect(guide).toContain(`\`${word}\``);
  return words;
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
    expect(verdictsOf(printed["doctor"])).toEqual(new Set(["good", "note"]));
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

  it("explains each word of the doctor, also the one for what is wrong", async () => {
    const { stdout, code } = await run(["adapters/terminal/doctor.ts", "slack"], { env: { SLACK_MODE: "" } });
    expect({ code, words: verdictsOf(stdout) }).toEqual({ code: 1, words: new Set(["WRONG"]) });
  });

  it("prints a manifest for an address with a path, and refuses one that Slack could not post to", async () => {
    const print = (url: string) => run(["adapters/terminal/manifest.ts", "slack", "--mode", "http", "--url", url]);
    for (const url of ["https://example.org/vangnet", "https://example.org/vangnet/"]) {
      const { settings, features } = JSON.parse((await print(url)).stdout);
      const wanted = "https://example.org/vangnet/slack/events";
      expect([settings.event_subscriptions.request_url, settings.interactivity.request_url, features.slash_commands[0].url]).toEqual(
        Array.from({ length: 3 }, () => wanted),
      );
    }
    for (const url of ["http://example.org", "https://example.org/?a=b", "https://example.org/#a", "https://example.org/slack/events"]) {
      const { code, stderr } = await print(url);
      expect({ url, code, says: stderr.includes("--url: give the address without") }).toEqual({ url, code: 2, says: true });
    }
  }, 60_000);

  it("leads from the manifest to the first answer over HTTP", async () => {
    const slack = await startFakeSlack([{ token: "xoxb-home-0001", team: "T0NACHT01", bot: "U0VANGNET" }]);
    ended.push(() => slack.stop());
    const port = await freePort();
    const proxy = await startProxy(port);
    ended.push(() => proxy.stop());
    // Slack posts to the address of the manifest; where that leads in the world is the proxy.
    const ask = (address: string, request: SignedRequest) => fetch(address.replace("https://bot.example.org", proxy.url), request);
    const verify = async (address: string) => {
      const challenge = randomUUID();
      const answer = await ask(address, sign(JSON.stringify({ token: "x", challenge, type: "url_verification" })));
      return answer.status === 200 && (await answer.text()) === JSON.stringify({ challenge });
    };
    const retry = () => verify("https://bot.example.org/slack/events");
    expect(await retry()).toBe(false);
    const { printed } = await follow(
      "HTTP, step by step",
      {
        ...{ SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_BOT_TOKEN: "xoxb-home-0001" },
        PUBLIC_URL: proxy.url,
      },
      slack,
      { port, isUp: retry },
    );
    const manifest = JSON.parse(printed["manifest"] ?? "");
    const { event_subscriptions: events, interactivity, socket_mode_enabled: isSocket } = manifest.settings;
    expect(isSocket).toBe(false);
    expect(verdictsOf(printed["doctor"])).toEqual(new Set(["good", "note"]));
    expect(printed["doctor"]).toContain("the bot answers Slack's question");
    const [slash] = manifest.features.slash_commands;
    for (const address of [events.request_url, interactivity.request_url, slash.url]) {
      expect(await verify(address)).toBe(true);
    }
    const [, name, text] = /^(\/\w+) (.*)$/.exec(printed["typed"] ?? "") ?? [];
    expect(slash.command).toBe(name);
    const response = await ask(slash.url, posted(command({ text: text ?? "", responseUrl: slack.responseUrl() })));
    expect(response.status).toBe(200);
    const [answer] = await slack.wait(({ method }) => method === "response");
    expect(answer?.args["response_type"]).toBe("ephemeral");
    expect(String(answer?.args["text"])).toContain("100050");
  }, 60_000);
});

/** What stands before the bot in the world: passes requests on as they are, and says 502 while nobody is behind it. */
async function startProxy(port: number): Promise<{ readonly url: string; stop(): void }> {
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const onward = request({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
