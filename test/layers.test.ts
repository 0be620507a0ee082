import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

/** Which folders of the core a folder may import; a file at the root of src may import all. */
const CORE_LAYERS: Readonly<Record<string, readonly string[]>> = {
  dialog: ["dialog", "run", "search", "knowledge", "i18n", "state", "text", "."],
  gaps: ["gaps", "state", "text"],
  search: ["search", "knowledge", "i18n", "text", "."],
  knowledge: ["knowledge", "i18n", "text", "."],
  i18n: ["i18n", "text", "."],
  run: ["run", "knowledge", "i18n", "text", "."],
  state: ["state", "run", "i18n", "."],
  text: ["text"],
  ".": ["dialog", "gaps", "run", "search", "knowledge", "i18n", "state", "text", "."],
};
/** Each of the user's packages stands in one or two files. */
const OWNERS: Readonly<Record<string, RegExp>> = {
  "fuse.js": /^src\/search\/fuzzy\.ts$/,
  i18next: /^src\/i18n\/translator\.ts$/,
  "@slack/bolt": /^adapters\/slack\//,
  kysely: /^adapters\/store\//,
  pg: /^adapters\/store\/postgres\.ts$/,
  "node:sqlite": /^adapters\/store\/(?:node-)?sqlite\.ts$/,
  botbuilder: /^adapters\/teams\/adapter\.ts$/,
  "botframework-connector": /^adapters\/teams\/adapter\.ts$/,
  "@azure/core-rest-pipeline": /^adapters\/teams\/wire\.ts$/,
};
const PLATFORMS = ["terminal", "web", "slack", "teams"];

interface Import {
  readonly file: string;
  readonly target: string;
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name).replaceAll("\\", "/"));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["']([^"']+)["']/g)].map(([, specifier = ""]) => ({
    file,
    target: specifier.startsWith(".") ? relative(root, resolve(root, dirname(file), specifier)).replaceAll("\\", "/") : specifier,
  }));
}

const core = sources("src");
const adapters = sources("adapters");
const imports = [...core, ...adapters].flatMap(importsOf);
const folderIn = (path: string) => (path.split("/").length > 2 ? (path.split("/")[1] as string) : ".");

describe("the layers", () => {
  it("are looked at in earnest: files and imports are found", () => {
    expect(core.length).toBeGreaterThan(30);
    expect(adapters.length).toBeGreaterThan(8);
    expect(imports.length).toBeGreaterThan(100);
  });

  it("keep the core free of adapters, platforms, environment and network", () => {
    const wrong = imports.filter(
      ({ file, target }) =>
        file.startsWith("src/") && (/^adapters\/|^#core$/.test(target) || /^node:(?:http|https|net|process|child_process)$/.test(target)),
    );
    expect(wrong).toEqual([]);
    expect(
      core.filter((file) =>
        /\bprocess\.(?:env|argv|stdout)|\bDate\.now\(|Math\.random\(|\bfetch\(/.test(readFileSync(join(root, file), "utf8")),
      ),
    ).toEqual([]);
  });

  it("let adapters use the core through its one door", () => {
    expect(imports.filter(({ file, target }) => file.startsWith("adapters/") && target.startsWith("src/"))).toEqual([]);
  });

  it("keep platforms apart from each other", () => {
    const wrong = imports.filter(({ file, target }) => {
      const [own, other] = [folderIn(file), folderIn(target)];
      return target.startsWith("adapters/") && PLATFORMS.includes(own) && PLATFORMS.includes(other) && own !== other;
    });
    // The shell also draws transcripts and fallback texts for the others, and two of its commands hand over to the platform that they name.
    const handsOver = /^adapters\/terminal\/(?:manifest|doctor)\.ts$/;
    expect(wrong.filter(({ file, target }) => target !== "adapters/terminal/render.ts" && !handsOver.test(file))).toEqual([]);
  });

  it("run one way inside the core", () => {
    const wrong = imports.filter(
      ({ file, target }) =>
        file.startsWith("src/") && target.startsWith("src/") && !(CORE_LAYERS[folderIn(file)] ?? []).includes(folderIn(target)),
    );
    expect(wrong).toEqual([]);
  });

  it("have no import cycle", () => {
    const edges = new Map<string, string[]>();
    for (const { file, target } of imports) edges.set(file, [...(edges.get(file) ?? []), target === "#core" ? "src/index.ts" : target]);
    const done = new Set<string>();
    const walk = (file: string, path: readonly string[]): readonly string[] | undefined => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      if (done.has(file)) return undefined;
      for (const next of edges.get(file) ?? []) {
        const cycle = walk(next, [...path, file]);
        if (cycle) return cycle;
      }
      done.add(file);
      return undefined;
    };
    expect([...edges.keys()].map((file) => walk(file, [])).find((cycle) => cycle !== undefined)).toBeUndefined();
  });

  it("keep each of the user's packages in its own file", () => {
    for (const [name, owner] of Object.entries(OWNERS)) {
      expect(
        imports.filter(({ file, target }) => (target === name || target.startsWith(`${name}/`)) && !owner.test(file)),
        name,
      ).toEqual([]);
    }
  });

  it("have no file past 300 lines", () => {
    const long = [...core, ...adapters].filter((file) => readFileSync(join(root, file), "utf8").split("\n").length > 301);
    expect(long).toEqual([]);
  });
});
