import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadArticles } from "#core";
import { KNOWLEDGE_FOLDER } from "../../../adapters/terminal/build-bot.ts";

const FILE = "file-access-error.yaml";

describe("a bad article", () => {
  let folder: string;
  let good: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "vangnet-"));
    good = (await readFile(join(KNOWLEDGE_FOLDER, FILE), "utf8")).replace(/^related:[\s\S]*?(?=^source:)/m, "related: []\n");
  });
  afterEach(() => rm(folder, { recursive: true }));

  const refusal = async (text: string | Buffer): Promise<string> => {
    await writeFile(join(folder, FILE), text);
    return loadArticles(folder).then(
      () => "loaded",
      (error: Error) => error.message,
    );
  };
  const lineOf = (pattern: RegExp) => good.slice(0, pattern.exec(good)?.index).split("\n").length;

  it("is not this one", async () => {
    expect(await refusal(good)).toBe("loaded");
  });

  it.each([
    ["an unquoted code", (text: string) => text.replace("title:", "codes: [3106]\ntitle:"), "codes[0]: put the value in quotes"],
    ["an unknown key", (text: string) => text.replace("title:", "colour: red\ntitle:"), "colour"],
    ["a key twice", (text: string) => text.replace("operation:", "row: R99\noperation:"), "unique"],
    ["__proto__", (text: string) => text.replace("operation:", "__proto__: {x: 1}\noperation:"), '"__proto__" is not allowed'],
    ["an alias", (text: string) => text.replace("title:", "names: &n [A]\ncause: *n\ntitle:"), "anchors and aliases"],
    ["a lost letter", (text: string) => text.replace("nl: ", "nl: ge誰nstalleerd "), '"誰"'],
    ["UTF-8 read as Windows-1252", (text: string) => text.replace("nl: ", "nl: geÃ¯nstalleerd "), '"Ã¯"'],
    ["a link to somewhere else", (text: string) => text.replace(/url: \S+/, "url: https://evil.example/x"), "evil.example"],
    [
      "a code in only one language",
      (text: string) => text.replace(/(impact:\n\s+nl: )"?/, '$1"`dpmra.exe` ').replace(/(impact:\n\s+nl: "[^"\n]*)$/m, '$1"'),
      "code and links must be the same",
    ],
    ["no steps", (text: string) => text.replace(/^paths:[\s\S]*?(?=^related:)/m, "paths: []\n"), "paths"],
    ["broken YAML", (text: string) => `${text}\n  : [`, FILE],
    ["an unknown relation", (text: string) => text.replace("related: []", "related: [{ id: no-such, as: next }]"), 'no article "no-such"'],
    ["a lonely agent code", (text: string) => text.replace("title:", 'codes: ["100050"]\ntitle:'), "hexadecimal twin"],
  ])("is refused for %s, naming the file", async (_name, spoil, complaint) => {
    const message = await refusal(spoil(good));
    expect(message).toContain(FILE);
    expect(message).toContain(complaint);
  });

  it("is refused with line and field", async () => {
    const message = await refusal(good.replace(/^operation: .*/m, "operation: cooking"));
    expect(message).toContain(`${FILE}:${lineOf(/^operation:/m)} operation:`);
  });

  it("is refused with all its complaints at once, and those of other files", async () => {
    await copyFile(join(KNOWLEDGE_FOLDER, "basic-checks.yaml"), join(folder, "wrong-name.yaml"));
    const message = await refusal(good.replace(/^operation: .*/m, "operation: cooking").replace(/^products: .*/m, "products: []"));
    expect(message).toContain("operation");
    expect(message).toContain("products");
    expect(message).toContain("wrong-name.yaml id");
    expect(message).toMatch(/^.*: 3 things are wrong, nothing was loaded\.$/m);
  });

  it("is refused when it is not UTF-8", async () => {
    expect(await refusal(Buffer.concat([Buffer.from(good), Buffer.from([0xe9, 0x0a])]))).toContain("save the file as UTF-8");
  });

  it("is no folder, or an empty one", async () => {
    await expect(loadArticles(join(folder, "nowhere"))).rejects.toThrow("cannot be read");
    await expect(loadArticles(folder)).rejects.toThrow("no .yaml file here");
  });
});
