import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
/** Tells of every package file that is loaded, in the order of the other output. */
const LOADED = `data:text/javascript,${encodeURIComponent(`
import { registerHooks } from "node:module";
registerHooks({ load(url, context, next) { process.stdout.write("loaded " + url + "\\n"); return next(url, context); } });
`)}`;

describe("npm start", { timeout: 30_000 }, () => {
  const children: ChildProcess[] = [];
  const start = (settings: Readonly<Record<string, string>>) => {
    const child = spawn(process.execPath, ["--import", LOADED, "adapters/main.ts"], {
      cwd: ROOT,
      env: { PATH: process.env["PATH"], LANG: "en_US.UTF-8", DATA_DIR: process.env["DATA_DIR"], ...settings },
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    let output = "";
    let errors = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    const ended = once(child, "close").then(([code]: (number | null)[]) => ({ code, errors }));
    const said = async (text: string): Promise<string> => {
      while (!output.includes(text)) {
        if (child.exitCode !== null) throw new Error(`ended before it said "${text}": ${errors}`);
        await Promise.race([once(child.stdout, "data"), ended]);
      }
      return output;
    };
    return { child, ended, said };
  };
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  it("prints four lines, loads nothing heavy before, and no chat platform's package ever; SIGTERM ends it cleanly", async () => {
    const { child, ended, said } = start({ PORT: "0" });
    const before = (await said("docs/\n")).split("\n");
    const lines = before.filter((line) => line !== "" && !line.startsWith("loaded "));
    expect(lines).toEqual([
      expect.stringMatching(/http:\/\/127\.0\.0\.1:\d+\/$/),
      expect.stringContaining("ID: 100050"),
      expect.stringContaining("npm run --silent ask"),
      expect.stringContaining("docs/"),
    ]);
    const beforeLines = before
      .slice(
        0,
        before.findIndex((line) => line.startsWith("Vangnet")),
      )
      .join("\n");
    expect(beforeLines).toMatch(/node_modules\/zod/);
    expect(beforeLines).not.toMatch(/node_modules\/(react|react-dom|slack-blocks-to-jsx|adaptivecards|playwright-core)\//);

    const address = lines[0]?.match(/http\S+/)?.[0] ?? "";
    expect((await fetch(`${address}healthz`)).status).toBe(200);
    const answered = await fetch(`${address}api/turns`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ conversation: "start-test", lang: "en", text: "ID: 100050" }),
    });
    expect(await answered.json()).toMatchObject({
      replies: [{ article: "agent-cannot-connect-to-azure", views: [{ name: "slack" }, { name: "teams" }, { name: "phone" }] }],
    });
    expect(await said("docs/\n")).not.toMatch(/node_modules\/(@slack\/bolt|botbuilder)/);
    child.kill("SIGTERM");
    expect(await ended).toEqual({ code: 0, errors: "" });
  });

  it("with settings of Teams it loads botbuilder, says aloud that it asks for no login, and is ready only then", async () => {
    const settings = { PORT: "0", TEAMS_WITHOUT_LOGIN: "loopback-only", TEAMS_SERVICE_URLS: "http://127.0.0.1:9" };
    const { child, ended, said } = start(settings);
    const address = (await said("docs/\n")).match(/http:\/\/127\.0\.0\.1:\d+\//)?.[0] ?? "";
    await expect.poll(async () => (await fetch(`${address}healthz`)).status, { timeout: 20_000 }).toBe(200);
    expect(await said("botbuilder")).toMatch(/node_modules\/botbuilder/);
    const refused = await fetch(`${address}api/messages`, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
    expect([refused.status, await refused.text()]).toEqual([400, ""]);
    child.kill("SIGTERM");
    expect(await ended).toEqual({ code: 0, errors: expect.stringContaining("WARNING: TEAMS_WITHOUT_LOGIN is set") });
  });

  it("says in one sentence what is in the way, and ends with 1", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const taken = await start({ PORT: String(port) }).ended;
    other.close();
    expect(taken).toEqual({ code: 1, errors: expect.stringMatching(/^Port \d+ on 127\.0\.0\.1 is taken [^\n]*PORT[^\n]*\n$/) });
    const open = await start({ HOST: "0.0.0.0", PORT: "0" }).ended;
    expect(open).toEqual({ code: 1, errors: expect.stringMatching(/^HOST is 0\.0\.0\.0[^\n]*PAGE_TOKEN[^\n]*\n$/) });
    const announced = await start({ PUBLIC_URL: "https://bot.example", PORT: "0" }).ended;
    expect(announced).toEqual({ code: 1, errors: expect.stringMatching(/^PUBLIC_URL names bot\.example[^\n]*PAGE_TOKEN[^\n]*\n$/) });
    const short = await start({ PAGE_TOKEN: "short" }).ended;
    expect(short).toEqual({ code: 1, errors: expect.stringMatching(/PAGE_TOKEN: give a secret/) });
  });
});
