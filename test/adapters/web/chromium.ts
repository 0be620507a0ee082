import { existsSync } from "node:fs";

const WINDOWS_PROGRAMS = [
  "Google\\Chrome\\Application\\chrome.exe",
  "Chromium\\Application\\chrome.exe",
  "Microsoft\\Edge\\Application\\msedge.exe",
];
const PROGRAMS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Where Chromium, Chrome or Edge is: named by CHROMIUM or CHROME, or at a usual place; undefined on a machine without one. In CI there must be one. */
export function findChromium(
  variables: Readonly<Record<string, string | undefined>> = process.env,
  exists: (path: string) => boolean = existsSync,
): string | undefined {
  const folders = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map((name) => named(variables, name));
  const windows = folders.flatMap((folder) => (folder === undefined ? [] : WINDOWS_PROGRAMS.map((program) => `${folder}\\${program}`)));
  const program = [variables["CHROMIUM"], variables["CHROME"], ...PROGRAMS, ...windows].find((path) => path !== undefined && exists(path));
  if (program === undefined && variables["CI"] === "true") throw new Error("CI must have a Chromium: install one, or name it in CHROMIUM");
  return program;
}

/** Windows writes its names in any case, which only `process.env` itself overlooks. */
function named(variables: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  return Object.entries(variables).find(([key]) => key.toUpperCase() === name)?.[1];
}
