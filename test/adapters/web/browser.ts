import axe from "axe-core";
import type { Browser, BrowserContext, BrowserContextOptions, Frame, Page } from "playwright-core";
import { chromium } from "playwright-core";
import type { Server } from "../../../adapters/http/server.ts";
import { createServer } from "../../../adapters/http/server.ts";
import { createSlackPreview } from "../../../adapters/slack/preview.ts";
import { createPhonePreview, createTeamsPreview } from "../../../adapters/teams/preview.ts";
import { buildBot } from "../../../adapters/terminal/build-bot.ts";
import { createPage } from "../../../adapters/web/page.ts";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The page over the real bot and the real previews, in a real browser. */
export interface Stage {
  readonly address: string;
  /** A fresh visitor. What the browser complains of is kept in `complaints`. */
  visit(options?: BrowserContextOptions, path?: string): Promise<Page>;
  readonly complaints: string[];
  /** Ends the visits so far. */
  leave(): Promise<void>;
  close(): Promise<void>;
}

/** Starts server and browser. */
export async function openStage(executablePath: string, token?: string): Promise<Stage> {
  const server: Server = createServer({
    host: "127.0.0.1",
    port: 0,
    token,
    routes: createPage({
      bot: buildBot(),
      previews: Promise.resolve([createSlackPreview(), createTeamsPreview(), createPhonePreview()]),
      address: { host: "127.0.0.1", token },
    }).routes,
  });
  await server.start();
  const browser: Browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  const address = `http://127.0.0.1:${server.port()}/`;
  const visits: BrowserContext[] = [];
  const complaints: string[] = [];
  return {
    address,
    complaints,
    visit: async (options = {}, path = "") => {
      const context = await browser.newContext({ locale: "en-US", viewport: { width: 1100, height: 900 }, ...options });
      visits.push(context);
      const page = await context.newPage();
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("request", (request) => {
        if (!request.url().startsWith(address)) complaints.push(`asked elsewhere: ${request.url()}`);
      });
      await page.goto(address + path);
      await page.locator(".example").first().waitFor();
      return page;
    },
    leave: async () => {
      await Promise.all(visits.splice(0).map((context) => context.close()));
    },
    close: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

/** Asks by hand, and waits for the reply. */
export async function ask(page: Page, text: string): Promise<void> {
  const before = await page.locator(".exchange").count();
  await page.locator("#question").fill(text);
  await page.locator("#question").press("Enter");
  await page.locator(".exchange").nth(before).locator(".reply, .card, iframe").first().waitFor();
}

/** Looks at the last reply in another view, and waits until it is drawn. */
export async function look(page: Page, view: "page" | "slack" | "teams" | "phone"): Promise<void> {
  const last = page.locator(".exchange").last();
  await last.locator(`input[value=${view}]`).check({ force: true });
  if (view === "slack") await last.frameLocator("iframe").locator("#drawn > *").nth(1).waitFor();
  else await last.locator(view === "teams" || view === "phone" ? ".card .ac-adaptiveCard" : ".reply").waitFor();
}

/** What axe finds that is serious or worse. */
export async function seriousFaults(where: Page | Frame): Promise<readonly string[]> {
  await where.evaluate(axe.source);
  const found: readonly string[] =
    await where.evaluate(`axe.run(document, { iframes: false, preload: false }).then(({ violations }) => violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + " " + target + " " + failureSummary)))`);
  return found;
}

/** How far from the top of the window the last reply begins. */
export function lastTop(page: Page): Promise<number> {
  return page.evaluate("Math.abs([...document.querySelectorAll('.exchange')].at(-1).getBoundingClientRect().top)");
}

/** The id or the first class of what has the keyboard. */
export function focused(page: Page): Promise<unknown> {
  return page.evaluate("document.activeElement.id || document.activeElement.classList[0]");
}
