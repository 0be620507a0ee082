/** The pictures of the README, made anew with: npm run screenshots */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Stage } from "./browser.ts";
import { ask, look, openStage } from "./browser.ts";
import { findChromium } from "./chromium.ts";

const FOLDER = join(import.meta.dirname, "../../../docs/images");
const ALERT = "ID: 100052 The Windows Azure Backup Agent cannot connect to the OBEngine service";
/** One reply of each of eight kinds, by what is asked for it. */
const REPLIES = {
  ...{ answer: ALERT, steps: "all steps", run: "start", "hand-over": "handover", choices: "ID 3188" },
  ...{ "not-known": "ID: 100051", list: "list", help: "help" },
} as const;

const chromium = findChromium();
if (chromium === undefined) throw new Error("There is no Chromium here: install one, or name it in CHROMIUM.");
await mkdir(FOLDER, { recursive: true });
const stage = await openStage(chromium);
await showPage(stage);
await showReplies(stage);
await stage.close();

function file(name: string): { readonly path: string } {
  return { path: join(FOLDER, `${name}.png`) };
}

/** The page on a desktop, light, and on a phone, dark. */
async function showPage({ visit }: Stage): Promise<void> {
  const desktop = await visit({ viewport: { width: 960, height: 760 }, reducedMotion: "reduce" });
  await desktop.screenshot(file("page-start"));
  await ask(desktop, ALERT);
  await desktop.screenshot(file("page-answer"));
  const phone = await visit({ viewport: { width: 360, height: 720 }, colorScheme: "dark", locale: "nl-NL", reducedMotion: "reduce" });
  await phone.screenshot(file("phone-start"));
  await ask(phone, ALERT);
  await ask(phone, "alle stappen");
  await phone.screenshot(file("phone-steps"));
  await phone.locator("#night").click();
  await phone.locator(".exchange").nth(2).waitFor();
  await phone.screenshot(file("phone-night"));
}

/** Eight replies as Slack messages and as Teams cards. */
async function showReplies({ visit }: Stage): Promise<void> {
  const page = await visit({ viewport: { width: 660, height: 900 }, reducedMotion: "reduce" });
  // The bars of the page would stand over a long reply.
  await page.evaluate("document.querySelectorAll('.top, .ask').forEach(({ style }) => { style.position = 'static' })");
  for (const [name, text] of Object.entries(REPLIES)) {
    await ask(page, text);
    for (const view of ["slack", "teams"] as const) {
      await look(page, view);
      await page
        .locator(".exchange")
        .last()
        .locator(view === "slack" ? "iframe" : ".card")
        .screenshot(file(`${view}-${name}`));
    }
    await look(page, "page");
  }
}
