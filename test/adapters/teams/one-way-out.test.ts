import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { INVOKE_TIME } from "../../../adapters/teams/host.ts";

const folder = join(import.meta.dirname, "../../../adapters/teams");
const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
const using = (words: RegExp) => files.filter((name) => words.test(readFileSync(join(folder, name), "utf8"))).sort();

describe("a card on its way to Teams", () => {
  it("is drawn and checked in one place; the page and a replay send nothing, and a dialog adds buttons before it is checked", () => {
    expect(using(/from "\.\/render\.ts"/)).toEqual(["checked-card.ts", "explain.ts", "preview.ts"]);
    const sendsNothing = new Set(["preview.ts", "replay-event.ts"]);
    expect(using(/from "\.\/validate\.ts"/).filter((name) => !sendsNothing.has(name))).toEqual(["checked-card.ts"]);
    expect(readFileSync(join(folder, "explain.ts"), "utf8")).toContain("checkedCard(");
  });

  it("is not waited for longer than a press may wait", () => {
    expect(INVOKE_TIME).toBeLessThan(800);
  });
});
