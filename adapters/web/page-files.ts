import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Answer, Route } from "../http/route.ts";
import type { Guard } from "./guard.ts";

const HERE = import.meta.dirname;
const TYPES = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  svg: "image/svg+xml",
} as const;

/** The page itself: only its own files, nothing in line, framed by nobody. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The frame that holds HTML made elsewhere: no network, no origin, styles in line. */
const FRAME_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "sandbox allow-scripts",
].join("; ");

const FRAME = new Set(["/frame.html", "/frame.css", "/frame.js"]);

/** Every file of the page, by the address at which it is served. */
const FILES: Readonly<Record<string, string>> = {
  "/": "public/index.html",
  ...Object.fromEntries(
    [
      "page.css",
      "reply.css",
      "icon.svg",
      "frame.html",
      "frame.css",
      "frame.js",
      "main.js",
      "words.js",
      "api.js",
      "chat.js",
      "exchange.js",
      "to-dom.js",
      "copy.js",
      "html-view.js",
      "card-view.js",
      "night.js",
      "live.js",
    ].map((name) => [`/${name}`, `public/${name}`]),
  ),
  "/words/nl.json": "words/nl.json",
  "/words/en.json": "words/en.json",
};

/** The routes that serve the page's files; others' files come from their packages, under our own address. */
export function fileRoutes(guard: Guard): readonly Route[] {
  const find = createRequire(import.meta.url);
  return [
    ...Object.entries(FILES).map(([path, file]) => fileRoute(path, () => join(HERE, file), guard)),
    fileRoute("/vendor/adaptivecards.js", () => find.resolve("adaptivecards/dist/adaptivecards.min.js"), guard),
  ];
}

/** One file: read when it is first asked for, then kept. */
function fileRoute(path: string, fileOf: () => string, guard: Guard): Route {
  let kept: { readonly body: Buffer; readonly tag: string; readonly type: string } | undefined;
  return {
    method: "GET",
    path,
    limit: 0,
    admit: FRAME.has(path) ? guard.frame : guard.address,
    handle: async ({ request }): Promise<Answer> => {
      if (kept === undefined) {
        const file = fileOf();
        const body = await readFile(file);
        kept = { body, tag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`, type: typeOf(file) };
      }
      const headers = {
        "content-type": kept.type,
        "content-security-policy": FRAME.has(path) ? FRAME_POLICY : PAGE_POLICY,
        "cache-control": "no-cache",
        etag: kept.tag,
      };
      return request.headers["if-none-match"] === kept.tag ? { status: 304, headers } : { status: 200, headers, body: kept.body };
    },
  };
}

function typeOf(file: string): string {
  const type = Object.entries(TYPES).find(([ending]) => file.endsWith(`.${ending}`));
  return type?.[1] ?? "application/octet-stream";
}
