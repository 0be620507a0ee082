import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import english from "../../../adapters/web/words/en.json" with { type: "json" };
import dutch from "../../../adapters/web/words/nl.json" with { type: "json" };
import type { Stage } from "./browser.ts";
import { ask, focused, lastTop, look, openStage, seriousFaults } from "./browser.ts";
import { findChromium } from "./chromium.ts";
import { answerWith } from "./staged-reply.ts";

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
      await page.locator(".actions button").nth(2).click();
      await page.locator(".copy-button").first().click();
      await page.getByText("Ctrl+C").waitFor();
      expect(await page.evaluate("getSelection().toString()")).toBe("net start OBEngine");
    });

    it.each(["page", "slack", "teams", "phone"] as const)("has working buttons as %s, and goes on in that view", async (view) => {
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
      await answerWith(page, { text: hostile });
      await ask(page, hostile);
      for (const view of ["page", "slack", "teams"] as const) {
        await look(page, view);
        const inside = view === "slack" ? page.locator(".exchange").last().frameLocator("iframe").locator("#drawn") : page.locator("#log");
        expect(await inside.locator("img, script, a[href^='http:']").count(), view).toBe(0);
        expect(await inside.innerText(), view).toContain("<img src=x onerror=alert(1)><script>alert(1)</script>");
      }
    });

    it("follows https addresses only, and keeps what is drawn elsewhere in a box", async () => {
      const page = await stage.visit();
      await page.evaluate("window.opened = []; window.open = (url) => { opened.push(url) }");
      const urls = ["https://learn.microsoft.com/", "http://plain.example/", "javascript:alert(1)", "data:text/html,x"];
      await answerWith(page, {
        text: "",
        page: { tag: "div", look: "reply", children: urls.map((href) => ({ tag: "a", href, children: [href] })) },
        html: `<style></style><div>${urls.map((href) => `<p><a href="${href}">link</a></p>`).join("")}</div>`,
      });
      await ask(page, "anything");
      const hrefs = await page.evaluate("[...document.querySelectorAll('.reply a')].map((one) => one.getAttribute('href'))");
      expect(hrefs).toEqual([urls[0], null, null, null]);
      await look(page, "slack");
      const frame = page.locator(".exchange iframe");
      expect([await frame.getAttribute("sandbox"), await frame.getAttribute("title")]).toEqual(["allow-scripts", "Slack message"]);
      for (const link of await frame.contentFrame().locator("a").all()) await link.click();
      await expect.poll(() => page.evaluate("opened.length > 0")).toBe(true);
      expect(await page.evaluate("opened")).toEqual([urls[0]]);
    });

    it("shows the page's words where a view fails, and draws the view when it is chosen again", async () => {
      for (const [view, path] of [
        ["slack", "**/api/html"],
        ["teams", "**/vendor/*"],
        ["teams", "**/api/looks"],
      ] as const) {
        const page = await stage.visit();
        await ask(page, ALERT);
        await page.route(path, (route) => route.abort());
        const chosen = page.locator(`.exchange input[value=${view}]`);
        await chosen.check({ force: true }).catch(() => {});
        await page.getByRole("alert").getByText("This view could not be drawn").waitFor();
        expect(await page.locator(".exchange .reply").isVisible(), view).toBe(true);
        await page.unroute(path);
        await look(page, view);
        expect(await page.getByRole("alert").count()).toBe(0);
        expect(stage.complaints.splice(0).join()).toContain("ERR_FAILED");
      }
    });

    it("says so plainly when its own words do not come", async () => {
      const page = await stage.visit();
      for (const refuse of [
        { status: 503, body: "{}" },
        { status: 200, body: "<html>" },
      ]) {
        await page.route("**/words/nl.json", (route) => route.fulfill(refuse));
        await page.reload();
        await page.getByText("This page did not arrive whole").waitFor();
        await page.unroute("**/words/nl.json");
      }
      stage.complaints.splice(0);
    });

    it("has nothing to press that is lower than 24 pixels", async () => {
      const page = await stage.visit(PHONE);
      await ask(page, ALERT);
      await ask(page, "all steps");
      await look(page, "teams");
      await ask(page, ALERT);
      await look(page, "page");
      const low = await page.evaluate(`[...document.querySelectorAll("a, button, summary, label:has(input), input, textarea")]
        .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < 24)
        .map((one) => one.outerHTML)`);
      expect(low).toEqual([]);
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

    it("shows what came last again in the language of the switch", async () => {
      const page = await stage.visit();
      await ask(page, ALERT);
      await page.locator("[data-locale=nl]").click();
      await page.locator(".exchange").nth(1).waitFor();
      const again = page.locator(".exchange").last();
      expect(await again.getAttribute("lang")).toBe("nl");
      expect(await again.locator(".evidence .article").textContent()).toBe("obengine-unreachable");
    });

    it.each(["page", "slack", "teams", "phone"] as const)("moves to the language of a button pressed as %s", async (view) => {
      const page = await stage.visit();
      await ask(page, ALERT);
      await look(page, view);
      const last = page.locator(".exchange").last();
      await (view === "slack" ? last.frameLocator("iframe") : last).getByRole("button", { name: "Nederlands" }).press("Enter");
      await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("nl");
      await expect.poll(() => page.locator(".exchange").last().getAttribute("lang")).toBe("nl");
      expect(await page.locator("#ask").getAttribute("aria-label")).toBe(dutch["ask.label"]);
      expect(await page.locator("[data-locale=nl]").getAttribute("aria-pressed")).toBe("true");
    });

    it("plays the night, each scene at a press where less motion is asked for", async () => {
      const page = await stage.visit({ locale: "nl-NL", reducedMotion: "reduce" });
      await page.locator("#night").click();
      for (const scene of [1, 2, 3, 4, 5, 6, 7] as const) {
        await page.locator("#night-caption").getByText(dutch[`night.${scene}`]).waitFor();
        if (scene === 3) await page.locator(".exchange .steps .undo, .exchange .reply.steps").first().waitFor();
        if (scene === 4 || scene === 5) await expect.poll(() => lastTop(page), { timeout: 5000 }).toBeLessThan(100);
        // From the keyboard: no scene takes it away from the button.
        expect(await focused(page), `scene ${scene}`).toBe("night-next");
        await page.keyboard.press("Enter");
      }
      await page.getByText("Dat was de nacht").waitFor();
      expect(await page.locator("#night-bar").isVisible()).toBe(false);
      expect(await focused(page)).toBe("question");
      expect(await page.locator(".exchange").count()).toBe(4);
    });

    it("says in the page's language that the night was stopped, not that it ended", async () => {
      const page = await stage.visit({ reducedMotion: "reduce" });
      await page.locator("#night").click();
      await page.locator("#night-caption").getByText(english["night.1"]).waitFor();
      await page.locator("[data-locale=nl]").click();
      await page.locator("#night-caption").getByText(dutch["night.1"]).waitFor();
      await page.locator("#night-stop").click();
      await page.locator("#busy").getByText(dutch["night.stopped"]).waitFor();
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
  },
);

/** Goes on with the keyboard until a button of that name has it. */
async function tabTo(page: Page, key: string, name: string): Promise<void> {
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press(key);
    if ((await page.evaluate("document.activeElement.textContent")) === name) return;
  }
  throw new Error(`the keyboard does not reach "${name}"`);
}
