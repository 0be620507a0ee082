import { describe, expect, it } from "vitest";
import { findChromium } from "./chromium.ts";

const only = (place: string) => (path: string) => path === place;

describe("the browser for the tests", () => {
  it("is found at the usual places of Windows", () => {
    const variables = { ProgramFiles: "C:\\Program Files", "ProgramFiles(x86)": "C:\\Program Files (x86)", CI: "true" };
    for (const place of [
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
      "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
    ]) {
      expect(findChromium(variables, only(place))).toBe(place);
    }
  });

  it("can be named, and may be missing only where no CI runs", () => {
    for (const name of ["CHROME", "CHROMIUM"]) expect(findChromium({ [name]: "/opt/c" }, only("/opt/c"))).toBe("/opt/c");
    expect(findChromium({}, () => false)).toBeUndefined();
    expect(() => findChromium({ CI: "true" }, () => false)).toThrow("CHROMIUM");
  });
});
