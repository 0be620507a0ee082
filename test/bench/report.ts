import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Share } from "./statistics.ts";

const ROOT = join(import.meta.dirname, "../..");
const FILE = join(ROOT, "docs/benchmarks.md");
/** The parts of the page; each command writes its own and leaves the others. */
const SECTIONS = ["match", "ablation", "hostile", "slack", "teams", "start"] as const;
/** A part of docs/benchmarks.md. */
export type Section = (typeof SECTIONS)[number];

const INTRODUCTION = `# Benchmarks

Measured on this project's own articles and on the blind half of [the questions](../test/questions/README.md), which nobody tunes on. Shares carry their Wilson 95 % interval in brackets. All figures but times come out the same in every run; \`npm run bench -- match\`, \`-- ablation\`, \`-- hostile\`, \`-- slack\`, \`-- teams\` and \`-- start\` write their part of this page anew.
`;

/** Writes a part of docs/benchmarks.md. */
export async function writeSection(section: Section, text: string): Promise<void> {
  const old = existsSync(FILE) ? readFileSync(FILE, "utf8") : "";
  const parts = SECTIONS.map((one) => {
    const written = one === section ? text.trim() : (old.match(new RegExp(`<!-- ${one} -->\\n([\\s\\S]*?)\\n<!-- end -->`))?.[1] ?? "");
    return `<!-- ${one} -->\n${written}\n<!-- end -->\n`;
  });
  await mkdir(join(ROOT, "docs"), { recursive: true });
  await writeFile(FILE, `${INTRODUCTION}\n${parts.join("\n")}`);
}

/** Writes a drawing into docs/images. */
export async function writeImage(name: string, svg: string): Promise<void> {
  await mkdir(join(ROOT, "docs/images"), { recursive: true });
  await writeFile(join(ROOT, "docs/images", name), svg);
}

/** When, with what and on what it was measured. */
export function describeRun(packages: readonly string[]): string {
  const require = createRequire(join(ROOT, "package.json"));
  const lock = require("./package-lock.json") as { packages: Record<string, { version?: string } | undefined> };
  const versions = packages.map((name) => `${name} ${lock.packages[`node_modules/${name}`]?.version ?? "?"}`);
  return `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node} on ${process.platform} ${process.arch}, ${availableParallelism()} shared cores. ${versions.join(", ")}.`;
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** "93.4 (90.1–95.6)", in per cent. */
export function percent({ share, low, high, of }: Share): string {
  return of === 0 ? "–" : `${(100 * share).toFixed(1)} (${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)})`;
}

/** Milliseconds with as many digits as they deserve. */
export function milliseconds(ms: number): string {
  return ms < 10 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : ms.toFixed(0);
}

/** Says on the error stream how far a long run is. */
export function progress(text: string): void {
  process.stderr.write(`${(performance.now() / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
}
