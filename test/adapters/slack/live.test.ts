import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const token = process.env["SLACK_VALIDATE_TOKEN"];
const folder = join(import.meta.dirname, "../../golden/slack");

/** What can be asked about: blocks.validate knows messages, not the home and windows. */
const files = readdirSync(folder).filter((file) => !file.startsWith("view-"));

/** Asks the real Slack, where somebody gives a token for it: it alone decides what it draws. Needs no right at all. */
describe.skipIf(token === undefined)("the goldens before Slack itself", () => {
  it.each(files)("takes %s", async (file) => {
    const { blocks } = JSON.parse(readFileSync(join(folder, file), "utf8"));
    const response = await fetch("https://slack.com/api/blocks.validate", {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify({ blocks }),
    });
    const { error, errors = [] } = (await response.json()) as { readonly error?: string; readonly errors?: readonly unknown[] };
    expect({ error, errors }).toEqual({ error: undefined, errors: [] });
    // It is asked slowly, as it wants to be.
    await new Promise((resolve) => setTimeout(resolve, 1500));
  });
});
