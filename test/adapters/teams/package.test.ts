import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { checkPackage } from "../../../adapters/teams/package/check-package.ts";
import { manifestIn, stringsIn } from "../../../adapters/teams/package/manifest.ts";
import { packageFiles, writePackage } from "../../../adapters/teams/package/write-package.ts";
import { APP_ID } from "../../support/teams/tokens.ts";

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
    expect(nl["bots[0].commandLists[1].commands[0].title"]).toBe("vraag");
    expect(nl["composeExtensions[0].commands[0].parameters[0].title"]).toBe("Code of woorden");
  });

  it("asks for the right to read along only where that is wanted, in a package of its own", async () => {
    expect(JSON.stringify(manifestIn("en", OPTIONS))).not.toContain("ChannelMessage.Read");
    const options = { ...OPTIONS, hearsChannels: true };
    expect(JSON.stringify(manifestIn("en", options))).toContain("ChannelMessage.Read.Group");
    expect(await checkPackage(options, await packageFiles(options))).toEqual([]);
  });

  it("says everything that is wrong at once", async () => {
    const files = await packageFiles(OPTIONS);
    const { "color.png": outline = new Uint8Array(), ...rest } = { ...files, "color.png": files["outline.png"] };
    const complaints = await checkPackage({ ...OPTIONS, appId: "bot", domain: "a b", version: "abc" }, { ...rest, "outline.png": outline });
    expect(complaints.join("\n")).toContain("--app-id: is no GUID");
    expect(complaints).toContain("--version: is no version, such as 1.0.0");
    expect(complaints.join("\n")).toContain("--domain: is no host name");
    expect(complaints).toContain("color.png: is missing");
    expect(await checkPackage(OPTIONS, { ...files, "color.png": outline })).toEqual(["color.png: is 32 x 32, not 192 x 192"]);
    expect(await checkPackage(OPTIONS, { ...files, "outline.png": new Uint8Array(40) })).toEqual(["outline.png: is no PNG"]);
  });

  it.each(["abc", "1", "1.0", "1.0.0.0", "01.0.0", "1.0.0-beta", "", "1.0.-1"])("refuses the version %j", async (version) => {
    const said = writePackage(["--out", join(tmpdir(), "never.zip"), ...ARGUMENTS, `--version=${version}`]);
    await expect(said).rejects.toThrow("--version: is no version");
  });

  it.each(["00000000-0000-0000-0000-000000000000", "11111111-2222-4333-8444", "bot"])("refuses the app id %s", async (appId) => {
    const said = writePackage(["--out", join(tmpdir(), "never.zip"), "--app-id", appId, "--domain", "vangnet.example.org"]);
    await expect(said).rejects.toThrow("--app-id: is no GUID of an app");
  });

  it("looks at the bytes that are uploaded, not at what they were made of", async () => {
    const files = await packageFiles(OPTIONS);
    const changed = (name: "manifest.json" | "nl.json", from: string, to: string) => ({
      ...files,
      [name]: Buffer.from(
        Buffer.from(files[name] ?? "")
          .toString("utf8")
          .replaceAll(from, to),
      ),
    });
    const complaints = async (...change: Parameters<typeof changed>) => (await checkPackage(OPTIONS, changed(...change))).join("\n");
    expect(await complaints("manifest.json", APP_ID, "bot")).toContain("manifest.json/bots/0/botId");
    expect(await complaints("manifest.json", '"groupChat"', '"everywhere"')).toContain("manifest.json/bots/0/scopes");
    expect(await complaints("manifest.json", "color.png", "colour.png")).toContain("colour.png: is named in the manifest and missing");
    expect(await complaints("manifest.json", "{", "")).toBe("manifest.json: is no JSON");
    expect(await complaints("nl.json", "name.short", "name.shorter")).toContain("name.short: has no text in nl");
    expect(await complaints("nl.json", "Code of woorden", "")).toContain("parameters[0].title: has no text in nl");
    const { "nl.json": _, ...without } = files;
    expect(await checkPackage(OPTIONS, without)).toContain("nl.json: is missing");
  });

  it("says je to the reader, like the bot, and nowhere u", () => {
    for (const text of Object.values(stringsIn("nl", OPTIONS))) expect(text).not.toMatch(/\b(?:u|uw)\b/i);
  });

  it("refuses what it does not know, with its usage", async () => {
    await expect(writePackage(["--out", "x.zip"])).rejects.toThrow("Usage: npm run --silent manifest -- teams");
    await expect(writePackage(["--colour", "red"])).rejects.toThrow("Unknown option");
  });
});
