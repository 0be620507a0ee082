import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import dutch from "../../../adapters/web/words/nl.json" with { type: "json" };
import type { Stage } from "./browser.ts";
import { ask, findChromium, look, openStage, seriousFaults } from "./browser.ts";

const chromium = findChromium();
const ALERT = "ID: 100052 The Windows Azure Backup Agent cannot connect to the OBEngine service";
const PHONE = { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true };

describe.skipIf(chromium === undefined)(
  `the page in a real browser${chromium === undefined ? " (no Chromium here: not tested)" : ""}`,
  { timeout: 60_000 },
  () => {
    let stage: Stage;
    beforeAll(async () => {
      stage = await openStage(chromium ?? "");
    }, 60_000);
    afterEach(async () => {
      await stage.leave();
      // Violations of the policy are among what the browser complains of.
      expect(stage.complaints.splice(0)).toEqual([]);
    });
    afterAll(() => stage.close());

    it("takes a whole question, a button and a copy from the keyboard alone", async () => {
      const page = await stage.visit({ permissions: ["clipboard-read", "clipboard-write"] });
      expect(await focused(page)).toBe("question");
      await page.keyboard.type("ID: 100052");
      await page.keyboard.press("Shift+Enter");
      await page.keyboard.type("obengine");
      expect(await page.locator("#question").inputValue()).toBe("ID: 100052\nobengine");
      await page.keyboard.press("Enter");
      await page.locator(".exchange .reply").waitFor();
      expect(await focused(page)).toBe("question");
      await tabTo(page, "Shift+Tab", "All steps");
      await page.keyboard.press("Enter");
      await page.locator(".exchange .reply.steps").waitFor();
      expect(await focused(page)).toBe("exchange");
      await tabTo(page, "Tab", "Copy");
      await page.keyboard.press("Space");
      await page.getByText("Copied").waitFor();
      expect(await page.evaluate("navigator.clipboard.readText()")).toBe("net start OBEngine");
    });

    it("selects the text where copying is forbidden", async () => {
      const page = await stage.visit();
      await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
      await ask(page, ALERT);
      await page.locator(".actions button").first().click();
      await page.locator(".copy-button").first().click();
      await page.getByText("Ctrl+C").waitFor();
      expect(await page.evaluate("getSelection().toString()")).toBe("net start OBEngine");
    });

    it.each(["page", "slack", "teams"] as const)("has working buttons as %s, and goes on in that view", async (view) => {
      const page = await stage.visit();
      await ask(page, ALERT);
      await look(page, view);
      const last = page.locator(".exchange").last();
      const button = { name: "All steps", exact: true };
      await (view === "slack" ? last.frameLocator("iframe") : last).getByRole("button", button).click();
      await page.locator(".exchange").nth(1).waitFor();
      await expect.poll(() => page.locator(".exchange").last().locator("input:checked").inputValue()).toBe(view);
      const shown =
        view === "slack" ? page.locator(".exchange").last().frameLocator("iframe").locator("#drawn") : page.locator(".exchange").last();
      await shown.getByText("net start OBEngine").first().waitFor();
      await page.getByText("You pressed").waitFor();
    });

    it.each(["light", "dark"] as const)("has nothing that axe calls serious, in both languages, %s", async (colorScheme) => {
      for (const locale of ["nl-NL", "en-US"]) {
        const page = await stage.visit({ colorScheme, locale, reducedMotion: "reduce" });
        expect(await seriousFaults(page), locale).toEqual([]);
        for (const text of [ALERT, "all steps", "ID: 100051", "ID 3188", "help", "list", "ID: 100130, pincode 483920"])
          await ask(page, text);
        await page.evaluate("location.hash = '#/agent-cannot-connect-to-azure'");
        await page.locator(".exchange").nth(7).waitFor();
        expect(await seriousFaults(page), locale).toEqual([]);
        for (const view of ["slack", "teams"] as const) {
          await look(page, view);
          expect(await seriousFaults(view === "slack" ? (page.frames()[1] ?? page) : page), `${locale} ${view}`).toEqual([]);
        }
        await page.locator("#night").click();
        await page.locator("#night-bar").waitFor();
        expect(await seriousFaults(page), `${locale} night`).toEqual([]);
      }
    });

    it("never scrolls sideways on a phone of 320 pixels, in any view", async () => {
      const page = await stage.visit({ ...PHONE, locale: "nl-NL", reducedMotion: "reduce" });
      const overflow = () => page.evaluate("document.documentElement.scrollWidth - innerWidth");
      expect(await overflow()).toBe(0);
      for (const text of [
        ALERT,
        "alle stappen",
        "ID: 100051",
        "overzicht",
        `${"x".repeat(300)} CBPSourceSnapshotFailedReplicaInconsistant`,
      ]) {
        await ask(page, text);
        for (const view of ["slack", "teams", "page"] as const) {
          await look(page, view);
          expect(await overflow(), `${text} ${view}`).toBeLessThanOrEqual(0);
          for (const frame of page.frames().slice(1)) {
            expect(await frame.evaluate("document.documentElement.scrollWidth - innerWidth"), text).toBeLessThanOrEqual(0);
          }
        }
      }
    });

    it("keeps what a person writes as text", async () => {
      const page = await stage.visit();
      const hostile = "ID: 100051 <img src=x onerror=alert(1)><script>alert(1)</script> [a](http://x) \u202Etxet";
      await ask(page, hostile);
      expect(await page.locator(".said-text").textContent()).toBe(hostile);
      for (const view of ["page", "slack", "teams"] as const) {
        await look(page, view);
        expect(await page.locator("#log img, #log script, #log a[href^='http:']").count()).toBe(0);
      }
    });

    it("opens an article from its address, and puts the article in the address", async () => {
      const page = await stage.visit({ locale: "nl-BE" }, "#/replica-inconsistent");
      await page.locator(".exchange .evidence code").getByText("replica-inconsistent", { exact: true }).waitFor();
      await ask(page, ALERT);
      await expect.poll(() => page.url()).toBe(`${stage.address}#/obengine-unreachable`);
    });

    it("speaks the language of the browser, and another when told", async () => {
      const page = await stage.visit({ locale: "nl-BE" });
      expect([await page.locator("html").getAttribute("lang"), await page.title()]).toEqual([
        "nl",
        "Vangnet, antwoorden voor Azure Backup Server",
      ]);
      await page.locator("[data-locale=en]").click();
      expect(await page.locator("html").getAttribute("lang")).toBe("en");
      await ask(page, "online backup doet t niet meer, 407 van de proxy");
      expect(await page.locator(".exchange").last().getAttribute("lang")).toBe("en");
      await page.reload();
      await page.getByText("What went wrong tonight?").waitFor();
    });

    it("plays the night, each scene at a press where less motion is asked for", async () => {
      const page = await stage.visit({ locale: "nl-NL", reducedMotion: "reduce" });
      await page.locator("#night").click();
      for (const scene of [1, 2, 3, 4, 5, 6, 7] as const) {
        await page.locator("#night-caption").getByText(dutch[`night.${scene}`]).waitFor();
        await page.locator("#night-next").click();
      }
      await page.getByText("Dat was de nacht").waitFor();
      expect(await page.locator("#night-bar").isVisible()).toBe(false);
      expect(await focused(page)).toBe("question");
      expect(await page.locator(".exchange").count()).toBe(4);
    });

    it("plays the night by itself within its minute, and stops when told", async () => {
      const page = await stage.visit();
      await page.clock.install();
      await page.reload();
      await page.locator(".example").first().waitFor();
      await page.locator("#night").click();
      await expect
        .poll(
          async () => {
            await page.clock.runFor(1000);
            return page.locator(".exchange").count();
          },
          { timeout: 20_000 },
        )
        .toBe(2);
      await page.locator("#night-stop").click();
      await page.locator("#night-bar").waitFor({ state: "hidden" });
    });

    it("gives the text back when the server does not answer", async () => {
      const page = await stage.visit();
      await page.route("**/api/turns", (route) => route.fulfill({ status: 500, json: { error: "failed", id: "ab12cd34" } }));
      await page.locator("#question").fill("ID: 100050");
      await page.locator("#question").press("Enter");
      await page.getByRole("alert").getByText("Nothing was lost").waitFor();
      expect(await page.locator("#question").inputValue()).toBe("ID: 100050");
      expect(stage.complaints.splice(0).join()).toContain("500");
    });

    it("sends the token that stood in its address, and takes it out of sight", async () => {
      const guarded = await openStage(chromium ?? "", "0123456789abcdef");
      const page = await guarded.visit({}, "#token=0123456789abcdef");
      expect(page.url()).toBe(guarded.address);
      await ask(page, "ID: 100050");
      const stranger = await guarded.visit();
      await stranger.locator(".example").first().click();
      await stranger.getByText("This page needs its token").waitFor();
      await guarded.close();
    });
  },
);

/** The id or the first class of what has the keyboard. */
function focused(page: Page): Promise<unknown> {
  return page.evaluate("document.activeElement.id || document.activeElement.classList[0]");
}

/** Goes on with the keyboard until a button of that name has it. */
async function tabTo(page: Page, key: string, name: string): Promise<void> {
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press(key);
    if ((await page.evaluate("document.activeElement.textContent")) === name) return;
  }
  throw new Error(`the keyboard does not reach "${name}"`);
}
