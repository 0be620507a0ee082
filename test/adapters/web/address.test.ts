import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Stage } from "./browser.ts";
import { ask, openStage } from "./browser.ts";
import { findChromium } from "./chromium.ts";

const chromium = findChromium();
const ALERT = "ID: 100052 The Windows Azure Backup Agent cannot connect to the OBEngine service";

describe.skipIf(chromium === undefined)(
  `the address of the page, in a real browser${chromium === undefined ? " (no Chromium here: not tested)" : ""}`,
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

    it("opens an article from its address, and puts the article in the address", async () => {
      const page = await stage.visit({ locale: "nl-BE" }, "#/replica-inconsistent");
      await page.locator(".exchange .evidence code").getByText("replica-inconsistent", { exact: true }).waitFor();
      await ask(page, ALERT);
      await expect.poll(() => page.url()).toBe(`${stage.address}#/obengine-unreachable`);
      await ask(page, "overzicht");
      await expect.poll(() => page.url()).toBe(stage.address);
    });

    it.each(["#/no-such-article", `#/${"x".repeat(300)}`, "#/a%20b"])(
      "says politely that the address %s names no article",
      async (hash) => {
        const page = await stage.visit({}, hash);
        await page.getByRole("alert").getByText("names no article that I know").waitFor();
        expect([page.url(), await page.locator(".exchange").count()]).toEqual([stage.address, 0]);
        stage.complaints.splice(0);
      },
    );

    it("copies the address of an article, or puts it into the address bar where that is forbidden", async () => {
      const page = await stage.visit({ permissions: ["clipboard-read", "clipboard-write"] });
      await ask(page, ALERT);
      await page.getByText("Link to this article").click();
      await page.getByRole("status").getByText("Address copied").waitFor();
      expect(await page.evaluate("navigator.clipboard.readText()")).toBe(`${stage.address}#/obengine-unreachable`);
      await ask(page, "list");
      await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
      await page.getByText("Link to this article").click();
      await page.getByRole("status").getByText("The address is in the address bar").waitFor();
      expect(page.url()).toBe(`${stage.address}#/obengine-unreachable`);
      expect(await page.locator(".exchange").count()).toBe(2);
    });

    it("sends the token that stood in its address, and takes it out of sight", async () => {
      const guarded = await openStage(chromium ?? "", "0123456789abcdef");
      const page = await guarded.visit({}, "#token=0123456789abcdef");
      expect(page.url()).toBe(guarded.address);
      await ask(page, "ID: 100050");
      const linked = await guarded.visit({}, "#token=0123456789abcdef&/replica-inconsistent");
      await linked.locator(".exchange .evidence code").getByText("replica-inconsistent", { exact: true }).waitFor();
      expect(linked.url()).toBe(`${guarded.address}#/replica-inconsistent`);
      const stranger = await guarded.visit();
      await stranger.locator(".example").first().click();
      await stranger.getByText("This page needs its token").waitFor();
      await guarded.close();
    });
  },
);
