import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { createMemoryStore } from "#core";
import { converse } from "../../../adapters/terminal/conversation.ts";
import { PLAIN_STYLE } from "../../../adapters/terminal/pen.ts";
import { run, start } from "../../support/run.ts";
import { testBot } from "../../support/test-bot.ts";

const ask = (args: readonly string[], input?: string, env?: NodeJS.ProcessEnv) =>
  run(["adapters/terminal/ask.ts", ...args], {
    ...(input === undefined ? {} : { input }),
    env: { LC_ALL: "", LC_MESSAGES: "", LANG: "C", ...env },
  });

describe.concurrent("npm run ask", () => {
  it("answers a question", async () => {
    const { code, stdout, stderr } = await ask(["ID: 100050"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("Agent cannot connect to Azure Backup (100050 · 0x186D2)");
  });

  it("takes the language from --lang, else from the text, else from LANG", async () => {
    expect((await ask(["--lang", "nl", "ID: 100050"])).stdout).toContain("Gevonden op code 100050");
    expect((await ask(["ID: 100050"], "", { LANG: "nl_NL.UTF-8" })).stdout).toContain("Gevonden op code 100050");
    expect((await ask(["waarom is de replica inconsistent"], "", { LANG: "en_US.UTF-8" })).stdout).toContain("Alle stappen");
  });

  it("reads the question from its input with -, also a megabyte of it", async () => {
    const { code, stdout } = await ask(["-"], `ID: 100050 ${"x ".repeat(500_000)}`);
    expect(code).toBe(0);
    expect(stdout).toContain("100050");
  });

  it("answers an empty text and control characters politely", async () => {
    expect(await ask([""])).toMatchObject({ code: 0, stdout: expect.stringContaining("I got no text") });
    const { code, stdout } = await ask(["-"], "\u001b[31m\u0007\u0000ID: 100051\u202e");
    expect(code).toBe(0);
    expect(stdout).toContain("100051");
    expect(stdout).not.toMatch(/[\u0000-\u0008\u001b\u202e]/);
  });

  it("takes a negative number for a Windows result, not for an option", async () => {
    expect((await ask(["-2147024875"])).code).toBe(0);
  });

  it.each([
    [["--lang", "fr", "x"], "--lang takes nl or en"],
    [["--colour"], "--colour"],
    [["--batch", "x"], "--batch goes with --json"],
    [["--json", "--batch", "/no/such/file"], "cannot be read"],
    [["--json", "--batch", "-", "--lang", "nl"], "--lang does not go with --batch"],
    [["--json"], "No question"],
    [[], "No question"],
  ])("refuses %j with a sentence and exit code 2", async (args, sentence) => {
    const { code, stdout, stderr } = await ask(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain("    at ");
  });

  it("does not mind that nobody reads on", async () => {
    const child = start(["adapters/terminal/ask.ts", "--json", "--batch", "-"]);
    let stderr = "";
    child.stderr?.on("data", (chunk) => {
      stderr += chunk;
    });
    child.stdin?.on("error", () => {});
    child.stdin?.write(`${JSON.stringify({ id: "1", text: "ID: 100050" })}\n`.repeat(2000));
    child.stdin?.end();
    child.stdout?.once("data", () => child.stdout?.destroy());
    const code = await new Promise((resolve) => child.on("exit", resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});

describe.concurrent("the batch door", () => {
  it("answers a line a line, in order, each its own conversation, and says what is wrong with a bad one", async () => {
    const lines = [
      '{"id":"a","text":"waarom is de replica inconsistent op mabs02","lang":"nl"}',
      '{"id":"b","text":"ID: 100050"}',
      "{not json",
      '{"id":"c"}',
      '{"id":"d","text":"ID: 100050","lang":"fr"}',
      '{"id":"b","text":"100051"}',
      '{"id":"e","text":"ID 3188","lang":"nl"}',
    ];
    const { code, stdout, stderr } = await ask(["--json", "--batch", "-"], lines.join("\r\n"), { LANG: "nl_NL.UTF-8" });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const answers = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(answers.map(({ id, kind, error, locale }) => [id, kind ?? (typeof error === "string" && "error"), locale])).toEqual([
      ["a", "answer", "nl"],
      ["b", "answer", "en"],
      [null, "error", undefined],
      ["c", "error", undefined],
      ["d", "error", undefined],
      ["b", "notFound", "en"],
      ["e", "choices", "nl"],
    ]);
    expect(answers[1]).toEqual({
      id: "b",
      kind: "answer",
      articles: ["agent-cannot-connect-to-azure", "registration-status-unverified"],
      locale: "en",
      match: { by: "code", code: "100050", confidence: "exact" },
      ms: expect.any(Number),
    });
  });

  it("takes numbers as ids, a byte order mark, and line separators inside a text", async () => {
    const { stdout } = await ask(["--json", "--batch", "-"], '\uFEFF{"id":5,"text":"a\u2028b ID: 100050"}\n{"id":6,"text":7}\n');
    const answers = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(answers).toMatchObject([
      { id: "5", articles: expect.arrayContaining(["agent-cannot-connect-to-azure"]) },
      { id: "6", error: expect.any(String) },
    ]);
  });

  it("reads a file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "vangnet-"));
    const file = join(folder, "questions.jsonl");
    await writeFile(file, '{"id":"1","text":"0x29834"}\n');
    expect(JSON.parse((await ask(["--json", "--batch", file])).stdout)).toMatchObject({
      id: "1",
      articles: ["backup-policy-not-modified"],
    });
    await rm(folder, { recursive: true });
  });

  it("prints the same object without --batch", async () => {
    expect(JSON.parse((await ask(["--json", "hoe laat is de lunch"])).stdout)).toMatchObject({
      kind: "notFound",
      locale: "nl",
      match: { by: null, code: null, confidence: "none" },
    });
  });
});

describe("a conversation in the terminal", () => {
  it("takes a paste of several lines as one question, and numbers as buttons", async () => {
    const { bot } = await testBot();
    const input = new PassThrough();
    const output = new PassThrough();
    let shown = "";
    output.on("data", (chunk) => {
      shown += chunk;
    });
    const until = async (text: string) => {
      while (!shown.includes(text)) await new Promise((resolve) => output.once("data", resolve));
      shown = "";
    };
    const done = converse(bot, { input, output, style: PLAIN_STYLE, hint: "nl_NL.UTF-8" });
    await until("Jij:");
    input.write("Alert: Online recovery point creation failed\nServer: MABS01\nID: 100133\n");
    await until("[1] Start de stappen");
    await new Promise((resolve) => setTimeout(resolve, 20));
    input.write("3\n");
    await until("Terug naar het antwoord");
    input.write("47\n");
    await until("Knop 47 is er niet");
    input.write("stop\n");
    await until("Goedenacht");
    await done;
  });

  it("ends with its input", async () => {
    const { bot } = await testBot();
    const output = new PassThrough().resume();
    await converse(bot, { input: createReadStream("/dev/null"), output, style: PLAIN_STYLE });
  });
});

describe("a run in the terminal", () => {
  it("of another day is stopped by the first word of a shell; with none, the word leaves", async () => {
    const { over } = await testBot();
    const store = createMemoryStore();
    const bot = over({ store });
    const shell = async (lines: string) => {
      const input = new PassThrough();
      const output = new PassThrough();
      let shown = "";
      output.on("data", (chunk) => {
        shown += chunk;
      });
      const done = converse(bot, { input, output, style: PLAIN_STYLE, lang: "nl", name: "Ans" });
      input.end(lines);
      await done;
      return shown;
    };
    // Two shells: lines that arrive together are one question.
    await shell("ID: 100052\n");
    await shell("start de stappen\n");
    expect((await store.openRuns("home", 9)).length).toBe(1);
    const stopped = await shell("stop\n");
    expect(stopped).toContain('Met "stop" beëindig je een lopend stappenplan.');
    expect(stopped).toContain("Gestopt door Ans");
    expect(await store.openRuns("home", 9)).toEqual([]);
    expect(await shell("stop\n")).not.toContain("Gestopt");
    expect(await shell("einde\n")).toContain("Goedenacht");
  });

  it("ends by the word that else ends the conversation, and shows its reminder at the next prompt, once", async () => {
    const { over } = await testBot();
    const store = createMemoryStore();
    const bot = over({ store });
    const input = new PassThrough();
    const output = new PassThrough();
    let shown = "";
    output.on("data", (chunk) => {
      shown += chunk;
    });
    const until = async (text: string) => {
      while (!shown.includes(text)) await new Promise((resolve) => output.once("data", resolve));
      const all = shown;
      shown = "";
      return all;
    };
    const say = (line: string) => setTimeout(() => input.write(`${line}\n`), 60);
    const done = converse(bot, { input, output, style: PLAIN_STYLE, lang: "en", name: "Ans" });
    say("ID: 100193");
    await until("Start the steps");
    say("1");
    await until("Ans has it since");
    // A reminder that is due the moment it is set.
    const [run] = await store.openRuns("home", 1);
    if (run === undefined) throw new Error("no run");
    await store.moveRun({
      ...{ organisation: "home", event: "home/terminal/local/E", at: new Date(), by: run.holder, run: run.id, seen: 1 },
      ...{ state: { ...run.state, phase: "waiting" }, status: "open", holder: run.holder, conversation: run.conversation, trail: [] },
      reminder: { id: "R1", at: new Date(Date.now() - 1000) },
    });
    say("help");
    await until("you asked to be reminded");
    say("help");
    expect(await until("Paste an error code")).not.toContain("you asked to be reminded");
    say("run 1");
    await until("Still running");
    // Also where the last reply was no card of the run.
    say("help");
    await until("Paste an error code");
    say("stop");
    await until("Stopped by Ans");
    say("exit");
    await until("Good night");
    await done;
  });
});
