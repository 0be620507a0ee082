import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Stage } from "./browser.ts";
import { ask, openStage, seriousFaults } from "./browser.ts";
import { findChromium } from "./chromium.ts";

const executablePath = findChromium();

describe.skipIf(executablePath === undefined)("a run in two windows (needs Chromium; CHROMIUM names one)", { timeout: 60_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(executablePath as string, "a-token-of-the-tests");
  });
  afterEach(() => stage.leave());
  afterAll(() => stage.close());

  const visit = (locale: string) => stage.visit({ locale }, "#token=a-token-of-the-tests");

  it("shows each the other's presses, each in its own language, and the card changes in its place", async () => {
    const ans = await visit("nl-NL");
    await ask(ans, "ID: 100052");
    await ans.getByRole("button", { name: "Start de stappen" }).click();
    await ans.getByText("Stap 1 van 2").waitFor();

    const piet = await visit("en-GB");
    await ask(piet, "runs");
    await piet
      .getByRole("button", { name: /^Run \d+:/ })
      .first()
      .click();
    await piet.getByText("Step 1 of 2").waitFor();
    const cards = await ans.locator(".exchange").count();

    await ans.getByRole("button", { name: "Hielp niet", exact: true }).click();
    await piet.getByText("Step 2 of 2").waitFor();
    await piet.getByText("went on here").waitFor();
    await piet.getByRole("button", { name: "Take over", exact: true }).click();
    await ans.getByText("ging hier verder").waitFor();
    expect(await ans.locator(".exchange").count()).toBe(cards);
    expect(await ans.getByText("Stap 1 van 2").count()).toBe(0);
    expect(await seriousFaults(ans)).toEqual([]);
    expect(stage.complaints).toEqual([]);
  });

  it("catches up after the network was away", async () => {
    const ans = await visit("en-GB");
    await ask(ans, "ID: 100052");
    await ans.getByRole("button", { name: "Start the steps" }).click();
    await ans.getByText("Step 1 of 2").waitFor();
    const piet = await visit("en-GB");
    await ask(piet, "runs");
    await piet.locator(".exchange").last().getByRole("button").first().click();
    await piet.getByText("Step 1 of 2").waitFor();

    await piet.context().setOffline(true);
    await ans.getByRole("button", { name: "Did not help", exact: true }).click();
    await ans.getByText("Step 2 of 2").waitFor();
    await piet.context().setOffline(false);
    await piet.getByText("Step 2 of 2").waitFor();
    stage.complaints.splice(0);
  });
});
