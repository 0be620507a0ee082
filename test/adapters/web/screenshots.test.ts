import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "vitest";
import type { Stage } from "./browser.ts";
import { ask, findChromium, look, openStage } from "./browser.ts";

const FOLDER = join(import.meta.dirname, "../../../docs/images");
const chromium = findChromium();
const ALERT = "ID: 100052 The Windows Azure Backup Agent cannot connect to the OBEngine service";
/** One reply of each of six kinds, by what is asked for it. */
const REPLIES = { answer: ALERT, steps: "all steps", choices: "ID 3188", "not-known": "ID: 100051", list: "list", help: "help" } as const;

/** The pictures of the README, made anew with: SCREENSHOTS=true npx vitest run test/adapters/web/screenshots.test.ts */
describe.runIf(process.env["SCREENSHOTS"] === "true")("the pictures of the README", { timeout: 120_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    await mkdir(FOLDER, { recursive: true });
    stage = await openStage(chromium ?? "");
  }, 60_000);
  afterAll(() => stage.close());
  const file = (name: string) => ({ path: join(FOLDER, `${name}.png`) });

  it("show the page on a desktop, light, and on a phone, dark", async () => {
    const desktop = await stage.visit({ viewport: { width: 960, height: 760 }, reducedMotion: "reduce" });
    await desktop.screenshot(file("page-start"));
    await ask(desktop, ALERT);
    await desktop.screenshot(file("page-answer"));
    const phone = await stage.visit({
      viewport: { width: 360, height: 720 },
      colorScheme: "dark",
      locale: "nl-NL",
      reducedMotion: "reduce",
    });
    await phone.screenshot(file("phone-start"));
    await ask(phone, ALERT);
    await ask(phone, "alle stappen");
    await phone.screenshot(file("phone-steps"));
    await phone.locator("#night").click();
    await phone.locator(".exchange").nth(2).waitFor();
    await phone.screenshot(file("phone-night"));
  });

  it("show six replies as Slack messages and as Teams cards", async () => {
    const page = await stage.visit({ viewport: { width: 660, height: 900 }, reducedMotion: "reduce" });
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
  });
});
