import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { LOCALES } from "#core";
import { checkPackage } from "../../../adapters/teams/package/check-package.ts";
import { manifestIn, stringsIn } from "../../../adapters/teams/package/manifest.ts";
import { packageFiles, writePackage } from "../../../adapters/teams/package/write-package.ts";
import { APP_ID } from "../../support/teams/tokens.ts";
import { testBot } from "../../support/test-bot.ts";

const OPTIONS = { appId: APP_ID, domain: "vangnet.example.org", version: "1.0.0" };
const ARGUMENTS = ["--app-id", APP_ID, "--domain", "vangnet.example.org"];

describe("the package for Teams", () => {
  it("is written whole, the same each time, and passes the schemas of Microsoft", async () => {
    const folder = await mkdtemp(join(tmpdir(), "vangnet-package-"));
    const [one, two] = [join(folder, "one.zip"), join(folder, "two.zip")];
    await writePackage(["--out", one, ...ARGUMENTS]);
    await writePackage(["--out", two, ...ARGUMENTS]);
    expect(await readFile(one)).toEqual(await readFile(two));
    const files = unzipSync(await readFile(one));
    expect(Object.keys(files).sort()).toEqual(["color.png", "manifest.json", "nl.json", "outline.png"]);
    expect(await checkPackage(OPTIONS, files)).toEqual([]);
  });

  it("can be translated whole: every string of the one language has its place in the other", () => {
    const [nl, en] = [stringsIn("nl", OPTIONS), stringsIn("en", OPTIONS)];
    expect(Object.keys(nl)).toEqual(Object.keys(en));
    expect(Object.keys(en).length).toBeGreaterThan(25);
    expect(en["bots[0].commandLists[0].commands[0].title"]).toBe("help");
    expect(nl["composeExtensions[0].commands[0].parameters[0].title"]).toBe("Code of woorden");
  });

  it("asks for the right to read along only where that is wanted, in a package of its own", async () => {
    expect(JSON.stringify(manifestIn("en", OPTIONS))).not.toContain("ChannelMessage.Read");
    const options = { ...OPTIONS, hearsChannels: true };
    expect(JSON.stringify(manifestIn("en", options))).toContain("ChannelMessage.Read.Group");
    expect(await checkPackage(options, await packageFiles(options))).toEqual([]);
  });

  it("offers commands whose titles the bot understands in both languages, since Teams sends them as text", async () => {
    const { conversation } = await testBot();
    for (const locale of LOCALES) {
      const strings = stringsIn(locale, OPTIONS);
      const said = async (text: string | undefined) => (await conversation(locale)({ kind: "ask", text: text ?? "" })).kind;
      const title = (index: number) => strings[`bots[0].commandLists[1].commands[${index}].title`];
      expect(await Promise.all([said(title(0)), said(title(1)), said(title(2))]), locale).toEqual(["help", "list", "list"]);
      expect(await said(strings["bots[0].commandLists[0].commands[3].prompt"]), locale).toBe("answer");
      expect(["answer", "choices"], locale).toContain(await said(strings["bots[0].commandLists[0].commands[4].prompt"]));
    }
  });

  it("says everything that is wrong at once", async () => {
    const files = await packageFiles(OPTIONS);
    const { "color.png": outline = new Uint8Array(), ...rest } = { ...files, "color.png": files["outline.png"] };
    const complaints = await checkPackage({ ...OPTIONS, appId: "bot", domain: "a b" }, { ...rest, "outline.png": outline });
    expect(complaints.join("\n")).toContain("--app-id: is no GUID");
    expect(complaints.join("\n")).toContain("--domain: is no host name");
    expect(complaints).toContain("color.png: is missing");
    expect(complaints.join("\n")).toContain("manifest.json/bots/0/botId");
    expect(await checkPackage(OPTIONS, { ...files, "color.png": outline })).toEqual(["color.png: is 32 x 32, not 192 x 192"]);
    expect(await checkPackage(OPTIONS, { ...files, "outline.png": new Uint8Array(40) })).toEqual(["outline.png: is no PNG"]);
  });

  it("refuses what it does not know, with its usage", async () => {
    await expect(writePackage(["--out", "x.zip"])).rejects.toThrow("Usage: npm run --silent manifest -- teams");
    await expect(writePackage(["--colour", "red"])).rejects.toThrow("Unknown option");
  });
});
