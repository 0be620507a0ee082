import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Bot } from "#core";
import { decodeIntent, encodeIntent, promptsOf } from "#core";
import { createServer } from "../../../adapters/http/server.ts";
import type { Preview } from "../../../adapters/preview.ts";
import { sendReminders } from "../../../adapters/reminders.ts";
import { createSlackPreview } from "../../../adapters/slack/preview.ts";
import hostConfig from "../../../adapters/teams/host-config.json" with { type: "json" };
import { createTeamsPreview } from "../../../adapters/teams/preview.ts";
import { buildBot } from "../../../adapters/terminal/build-bot.ts";
import type { GuardOptions } from "../../../adapters/web/guard.ts";
import { createPage } from "../../../adapters/web/page.ts";
import { testTurn } from "../../support/test-bot.ts";
import { pressables } from "../teams/card-reader.ts";

const CONVERSATION = "page-test-1";

/** A platform that draws a reply as its kind, and whose buttons carry the intent in a field. */
const stub: Preview = {
  name: "stub",
  draw: (reply) => ({ kind: reply.kind, buttons: promptsOf(reply).map(({ intent }) => ({ carries: encodeIntent(intent) })) }),
  html: (drawn) => `<p>${JSON.stringify(drawn)}</p>`,
  press: (payload, { localeHint = "" }) => {
    const intent = decodeIntent((payload as { readonly carries?: unknown } | null)?.carries);
    return intent && testTurn(intent, { localeHint });
  },
};

interface Heard {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: ReturnType<typeof JSON.parse>;
}

const bot = buildBot();

async function serve(address: Partial<GuardOptions> = {}, log: (line: string) => void = () => {}, core?: Bot) {
  const options: GuardOptions = { host: "127.0.0.1", ...address };
  const previews = Promise.resolve([stub, createSlackPreview(), createTeamsPreview()]);
  const page = createPage({ bot: core === undefined ? bot : Promise.resolve(core), previews, address: options });
  const server = createServer({
    host: "127.0.0.1",
    port: 0,
    routes: page.routes,
    log,
  });
  await server.start();
  const send = (method: string, path: string, headers: Readonly<Record<string, string>> = {}, body = ""): Promise<Heard> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: "127.0.0.1", port: server.port(), method, path, headers, agent: false }, async (response) => {
        const read = await text(response);
        const isJson = response.headers["content-type"]?.startsWith("application/json") === true;
        resolve({ status: response.statusCode, headers: response.headers, text: read, json: isJson ? JSON.parse(read) : undefined });
      });
      sent.on("error", reject).end(body);
    });
  return {
    server,
    page,
    send,
    get: (path: string, headers?: Readonly<Record<string, string>>) => send("GET", path, headers),
    post: (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
      send("POST", path, { "content-type": "application/json", ...headers }, JSON.stringify(body)),
  };
}

const QUESTION = { conversation: CONVERSATION, lang: "en", text: "ID: 100050" };

describe("the page's side of the server", () => {
  let page: Awaited<ReturnType<typeof serve>>;
  const log: string[] = [];
  beforeAll(async () => {
    page = await serve({}, (line) => log.push(line));
  });
  afterAll(() => page.server.stop());

  it("answers a question with the reply, the page's drawing and that of every preview", async () => {
    const { status, json, headers } = await page.post("/api/turns", QUESTION);
    expect([status, headers["cache-control"]]).toEqual([200, "no-store"]);
    const [shown] = json.replies;
    expect(Object.keys(shown)).toEqual(["locale", "article", "translation", "page", "views", "message"]);
    expect(shown).toMatchObject({ locale: "en", article: "agent-cannot-connect-to-azure" });
    expect(shown.page.tag).toBe("div");
    expect(shown.views).toMatchObject([
      { name: "stub", draws: "html", json: { kind: "answer" } },
      { name: "slack", draws: "html" },
      { name: "teams", draws: "card", json: { type: "AdaptiveCard" } },
    ]);
  });

  it("makes the HTML of a view only where someone looks at it", async () => {
    const looked = await page.post("/api/turns", { ...QUESTION, view: "stub" });
    const [{ json, html }] = looked.json.replies[0].views;
    expect(html).toBe(stub.html?.(json));
    expect((await page.post("/api/html", { preview: "stub", json })).json).toEqual({ html });
    expect(await page.post("/api/html", { preview: "none", json })).toMatchObject({ status: 400, json: { error: "bad-request" } });
  });

  it("makes HTML of nothing but what the view draws", async () => {
    const [, { json }] = (await page.post("/api/turns", QUESTION)).json.replies[0].views;
    expect((await page.post("/api/html", { preview: "slack", json })).status).toBe(200);
    const text = { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "x" }] }] };
    const many = Array.from({ length: 3000 }, () => ({ type: "text", text: "xxxx" }));
    const shapes = [
      null,
      {},
      { blocks: "x" },
      { blocks: [{ type: "header" }], text: "x" },
      { blocks: [text] },
      { blocks: Array.from({ length: 51 }, () => text), text: "x" },
      { blocks: [{ type: "rich_text", elements: [{ type: "rich_text_section", elements: many }] }], text: "x" },
    ];
    for (const shape of shapes) {
      expect(await page.post("/api/html", { preview: "slack", json: shape }), JSON.stringify(shape)?.slice(0, 80)).toMatchObject({
        status: 400,
        json: { error: "bad-request" },
      });
    }
    expect(log).toEqual([]);
  });

  it("tells how each platform draws its cards, for both themes", async () => {
    expect((await page.get("/api/looks")).json).toEqual({ teams: hostConfig });
  });

  it("names the button to the other language, and the language that was chosen with a press", async () => {
    const place = { conversation: "page-test-3", lang: "en" };
    const [asked] = (await page.post("/api/turns", { ...place, text: "ID: 100050" })).json.replies;
    expect(asked.translation.locale).toBe("nl");
    const turned = await page.post("/api/turns", { ...place, intent: asked.translation.intent });
    expect(turned.json).toMatchObject({ language: "nl", replies: [{ locale: "nl", article: "agent-cannot-connect-to-azure" }] });
    const pressed = await page.post("/api/press", {
      ...place,
      preview: "stub",
      payload: { carries: turned.json.replies[0].translation.intent },
    });
    expect(pressed.json).toMatchObject({ language: "en", replies: [{ locale: "en" }] });
  });

  it("carries a press through the platform's own decode, in the conversation of the page", async () => {
    const press = (payload: unknown) => page.post("/api/press", { conversation: CONVERSATION, lang: "nl", preview: "stub", payload });
    const pressed = await press({ carries: encodeIntent({ kind: "steps", article: "storage-pool-full" }) });
    expect(pressed.json.replies[0]).toMatchObject({ views: [{ json: { kind: "steps" } }, {}, {}], article: "storage-pool-full" });
    const typed = await page.post("/api/turns", { ...QUESTION, text: "all steps" });
    expect(typed.json.replies[0]).toMatchObject({ article: "storage-pool-full" });
    for (const payload of [null, "v0:{}", { carries: "v9:{}" }])
      expect((await press(payload)).json.replies[0].views[0].json.kind).toBe("notice");
  });

  it.each(["nl", "en"])("shows the texts to copy of a Teams card as the message that Teams would get, in %s", async (lang) => {
    const place = { conversation: `page-test-text-${lang}`, lang, view: "teams" };
    const [asked] = (await page.post("/api/turns", { ...place, intent: { kind: "open", article: "setup-refs-trimming" } })).json.replies;
    const { json } = asked.views.find(({ name }: { name: string }) => name === "teams");
    const data = pressables(json).find(
      ({ label }) => label === (lang === "nl" ? "Als tekst, om te kopi\u00EBren" : "As text, to copy"),
    )?.data;
    const payload = { ...place, preview: "teams", message: asked.message, payload: data };
    const [shown] = (await page.post("/api/press", payload)).json.replies;
    // A message of its own: the card stays.
    expect(shown.message).not.toBe(asked.message);
    expect(shown.isUpdate).toBeUndefined();
    const { draws, html, json: sent } = shown.views.find(({ name }: { name: string }) => name === "teams");
    expect(draws).toBe("html");
    expect(html).toMatch(/^<p><strong>[^<]+<\/strong><\/p><pre><code>[^<]+<\/code><\/pre>/);
    expect(sent).toMatchObject({ type: "message", textFormat: "markdown", text: expect.stringMatching(/^\*\*.+\*\*\n\n```\n/) });
    expect(shown.views.find(({ name }: { name: string }) => name === "slack").draws).toBe("html");
    const [again] = (await page.post("/api/press", { ...payload, payload: { intent: data && (data as { intent: string }).intent } })).json
      .replies;
    expect(again.views.find(({ name }: { name: string }) => name === "teams").draws).toBe("card");
  });

  it("opens an article, and keeps the language that was chosen", async () => {
    const say = (body: object) => page.post("/api/turns", { conversation: "page-test-2", lang: "en", ...body });
    await say({ intent: { kind: "language", locale: "nl" } });
    const opened = await say({ intent: { kind: "open", article: "replica-inconsistent" } });
    expect(opened.json.replies[0]).toMatchObject({ locale: "nl", article: "replica-inconsistent" });
  });

  it("refuses what the page does not say", async () => {
    for (const body of [
      {},
      [],
      { ...QUESTION, conversation: "../.." },
      { ...QUESTION, intent: "x" },
      { conversation: CONVERSATION, intent: { kind: "greet" } },
    ]) {
      expect(await page.post("/api/turns", body), JSON.stringify(body)).toMatchObject({ status: 400, json: { error: "bad-request" } });
    }
    expect(await page.send("POST", "/api/turns", { "content-type": "application/json" }, "{")).toMatchObject({ status: 400 });
    expect(await page.send("POST", "/api/turns", { "content-type": "text/plain" }, JSON.stringify(QUESTION))).toMatchObject({
      status: 415,
      json: { error: "not-json" },
    });
    expect(await page.post("/api/turns", { ...QUESTION, text: "x".repeat(1_000_000) })).toMatchObject({
      status: 413,
      json: { error: "too-large" },
    });
  });

  it("refuses a forged Host on every address of the page", async () => {
    for (const host of ["evil.example", "evil.example:3978", "127.0.0.1.evil.example", "192.168.1.5", "localhost.evil.example"]) {
      for (const path of ["/", "/main.js", "/frame.js", "/words/nl.json"]) {
        expect(await page.get(path, { host }), `${host} ${path}`).toMatchObject({ status: 403, json: { error: "foreign-host" } });
      }
      expect(await page.post("/api/turns", QUESTION, { host }), host).toMatchObject({ status: 403, json: { error: "foreign-host" } });
      for (const [method, path] of [
        ["POST", "/"],
        ["GET", "/api/turns"],
        ["GET", "/api/looks"],
      ] as const) {
        expect(await page.send(method, path, { host }), `${host} ${method} ${path}`).toMatchObject({ status: 403 });
      }
    }
    for (const host of [`localhost:${page.server.port()}`, `127.0.0.1:${page.server.port()}`, "LOCALHOST"]) {
      expect((await page.get("/", { host })).status, host).toBe(200);
    }
  });

  it("refuses a foreign Origin, also that of another port here", async () => {
    for (const origin of ["https://evil.example", "http://127.0.0.1:1", "http://localhost:9", "null", "file://", "nonsense"]) {
      expect(await page.post("/api/turns", QUESTION, { origin }), origin).toMatchObject({ status: 403, json: { error: "foreign-origin" } });
      expect(await page.get("/main.js", { origin }), origin).toMatchObject({ status: 403, json: { error: "foreign-origin" } });
    }
    const origin = `http://127.0.0.1:${page.server.port()}`;
    expect((await page.post("/api/turns", QUESTION, { origin })).status).toBe(200);
    expect((await page.get("/frame.js", { origin: "null" })).status).toBe(200);
    expect((await page.get("/frame.js", { origin: "https://evil.example" })).status).toBe(403);
  });

  it("serves its files under a policy that lets nothing in from elsewhere, and nothing in line", async () => {
    const first = await page.get("/");
    const policy = String(first.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(first.headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
    expect(first.text).not.toMatch(/(src|href)="(https?:|\/\/)|style=|<script(?! type="module" src=)| on\w+=/);
    const frame = String((await page.get("/frame.html")).headers["content-security-policy"]);
    expect(frame).toContain("sandbox allow-scripts");
    expect(frame).toContain("default-src 'none'");
    expect(frame).not.toContain("connect-src");
    const again = await page.get("/", { "if-none-match": String(first.headers.etag) });
    expect([again.status, again.text]).toEqual([304, ""]);
    expect((await page.get("/vendor/adaptivecards.js")).headers["content-type"]).toContain("text/javascript");
  });

  it("goes on after all of that", async () => {
    expect((await page.post("/api/turns", QUESTION)).status).toBe(200);
  });
});

describe("the page where others can reach it", () => {
  it("answers only with the token, under its public name or a bare address", async () => {
    const token = "0123456789abcdef";
    const page = await serve({ host: "0.0.0.0", publicUrl: "https://bot.example", token });
    const bearer = { authorization: `Bearer ${token}` };
    expect(await page.post("/api/turns", QUESTION)).toMatchObject({ status: 401, json: { error: "token-needed" } });
    expect((await page.post("/api/turns", QUESTION, { authorization: `Bearer ${token}x` })).status).toBe(401);
    // The length of a stranger's body is not even looked at.
    expect((await page.post("/api/turns", { ...QUESTION, text: "x".repeat(100_000) })).status).toBe(401);
    expect((await page.post("/api/turns", QUESTION, bearer)).status).toBe(200);
    expect((await page.post("/api/turns", QUESTION, { ...bearer, host: "bot.example", origin: "https://bot.example" })).status).toBe(200);
    expect((await page.get("/", { host: "10.1.2.3:3978" })).status).toBe(200);
    expect((await page.get("/", { host: "evil.example" })).status).toBe(403);
    await page.server.stop();
  });
});

describe("the live side of the page", () => {
  const TOKEN = "a-token-of-the-tests";
  const CONVERSATION_PATH = "/api/live?conversation=page-test-live&runs=0123456789abcdef";
  const bearer = { authorization: `Bearer ${TOKEN}` };

  it("is guarded like every question, and refuses what names no conversation", async () => {
    const page = await serve({ token: TOKEN });
    try {
      expect((await page.get(CONVERSATION_PATH)).status).toBe(401);
      expect((await page.get(CONVERSATION_PATH, { ...bearer, origin: "https://evil.example" })).status).toBe(403);
      expect((await page.get("/api/live?conversation=x", bearer)).status).toBe(400);
    } finally {
      await page.server.stop();
    }
  });

  it("brings a reminder to the windows of its conversation, and to nobody where none is open", async () => {
    const core = await buildBot();
    const page = await serve({}, undefined, core);
    const abort = new AbortController();
    try {
      const asked = await page.post("/api/turns", {
        conversation: "page-test-live",
        lang: "en",
        intent: { kind: "open", article: "replica-cloning-issue" },
      });
      const start = pressOf(asked.json.replies[0], "Start the steps");
      const started = await page.post("/api/turns", { conversation: "page-test-live", lang: "en", intent: start });
      const remind = pressOf(started.json.replies[0], "Remind me in 30 min");
      await page.post("/api/turns", { conversation: "page-test-live", lang: "en", intent: remind });
      const later = new Date(Date.now() + 31 * 60_000);
      const senders = new Map([["page", page.page.post]]);
      await sendReminders(core, senders, later);

      const response = await fetch(`http://127.0.0.1:${page.server.port()}${CONVERSATION_PATH}`, { signal: abort.signal });
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      await reader?.read();
      // Nobody was there the first time, so it comes again.
      await sendReminders(core, senders, new Date(later.getTime() + 61_000));
      let heard = "";
      while (!heard.includes("you asked to be reminded")) heard += (await reader?.read())?.value ?? "";
      expect(heard).toMatch(/^data: \{"kind":"reply"/m);
      expect(await core.reminders(new Date(later.getTime() + 200_000))).toEqual([]);
    } finally {
      abort.abort();
      await page.server.stop();
    }
  });
});

/** What a button of a drawn reply carries, by its words. */
function pressOf(shown: { readonly page: unknown }, label: string): string {
  const find = (node: unknown): string | undefined => {
    if (typeof node !== "object" || node === null) return undefined;
    const { press, children = [] } = node as { readonly press?: string; readonly children?: readonly unknown[] };
    if (press !== undefined && children.join("") === label) return press;
    for (const child of children) {
      const found = find(child);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return find(shown.page) ?? "";
}
