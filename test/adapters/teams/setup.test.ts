import { createHash, verify, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterEach, describe, expect, it } from "vitest";
import { readEnvironment } from "../../../adapters/environment.ts";
import { examineTeams } from "../../../adapters/teams/examine.ts";
import { checkPackage } from "../../../adapters/teams/package/check-package.ts";
import { freePort } from "../../support/free-port.ts";
import { ROOT, run, start } from "../../support/run.ts";
import { keyOf, selfSigned } from "../../support/self-signed.ts";
import type { Microsoft } from "../../support/teams/microsoft.ts";
import { startMicrosoft } from "../../support/teams/microsoft.ts";
import { fixture } from "../../support/teams/teams-bot.ts";
import { APP_ID, bearer, TENANT } from "../../support/teams/tokens.ts";
import { visibleText } from "./card-reader.ts";

const guide = readFileSync(join(ROOT, "docs/teams.md"), "utf8");
const scripts = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).scripts as Readonly<Record<string, string>>;
const folder = mkdtempSync(join(tmpdir(), "vangnet-teams-"));
const DOMAIN = "vangnet.example.org";
const SECRET = "shown-once~in-the-portal";
const BOT = { TEAMS_APP_ID: APP_ID, TEAMS_TENANT_ID: TENANT };
const HOSTS = ["login.botframework.com:443", "login.microsoftonline.com:443", "smba.trafficmanager.net:443"];

const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

async function microsoft(): Promise<Microsoft> {
  const one = await startMicrosoft();
  ended.push(one.close);
  return one;
}

/** The commands of the page in their order, each with its own words. */
function commands(): readonly string[] {
  return [...guide.matchAll(/^ *```(?:sh|text)\n([\s\S]*?)^ *```/gm)].flatMap(([, block = ""]) =>
    block
      .trim()
      .split("\n")
      .map((line) => line.trim()),
  );
}

/** A command of the page as the shell would run it. */
function argumentsOf(line: string): readonly string[] {
  const [, script = "", rest = ""] = /^npm (?:run --silent )?(\S+)(?: -- (.*))?$/.exec(line) ?? [];
  return [...(scripts[script] ?? "").split(" ").slice(2), ...rest.split(" ").filter((word) => word !== "")];
}

/** Starts the program as it is and waits until it is ready; its address, and what it said. */
async function startReady(env: Readonly<Record<string, string>>) {
  const child = start(argumentsOf("npm start"), { env });
  ended.push(async () => {
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  });
  const output = { text: "" };
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output.text += chunk));
  const url = `http://127.0.0.1:${env["PORT"]}`;
  for (;;) {
    const status = await fetch(`${url}/healthz`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return { url, output };
    if (child.exitCode !== null) throw new Error(`the bot ended: ${output.text}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A question in a personal chat, as Teams posts it; the text of the card that comes back, and the token it came with. */
async function ask({ teams, serviceUrl }: Microsoft, url: string, text: string) {
  const headers = { "content-type": "application/json", authorization: bearer(serviceUrl) };
  const body = JSON.stringify({ ...(await fixture("personal-chat-en", { text })), serviceUrl });
  const { status } = await fetch(`${url}/api/messages`, { method: "POST", headers, body });
  const [sent] = await teams.made(1);
  const [card] = (sent?.body["attachments"] ?? []) as readonly { readonly content: object }[];
  return { status, authorization: sent?.authorization, text: visibleText(card?.content) };
}

describe("the set-up page of Teams, followed word by word", () => {
  it("leads from the settings to the first answer, behind a proxy that asks for a password, with the program as it is", async () => {
    const cloud = await microsoft();
    const port = String(await freePort());
    const given: Readonly<Record<string, string>> = { ...BOT, TEAMS_APP_PASSWORD: SECRET };
    const env: Record<string, string> = { ...cloud.env, PORT: port, DATA_DIR: join(folder, "walk"), LANG: "en_US.UTF-8" };
    const zip = join(folder, "vangnet.zip");
    const done: string[] = [];
    let bot: Awaited<ReturnType<typeof startReady>> | undefined;
    for (const line of commands()) {
      if (line.startsWith("export ")) {
        const [, name = ""] = /^export (\w+)=\.\.\.$/.exec(line) ?? [];
        env[name] = given[name] as string;
        done.push("settings");
      } else if (line === "npm start") {
        bot = await startReady(env);
        done.push("start");
      } else if (line.startsWith("npm ")) {
        const filled = argumentsOf(line).map((word) => ({ GUID: APP_ID, HOST: DOMAIN, "vangnet.zip": zip })[word] ?? word);
        const { stdout, stderr, code } = await run(filled, { env });
        expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: "" });
        if (line.includes("doctor")) {
          expect(stdout).not.toContain("WRONG");
          expect(stdout.split("\n").map((one) => one.split(":")[0])).toEqual([
            ...["good   Settings", "good   Proxy", "good   Keys of Microsoft", "good   Login", "good   Own address", ""],
          ]);
        }
        done.push(line.includes("doctor") ? "doctor" : "package");
      } else {
        const answer = await ask(cloud, bot?.url ?? "", line);
        expect(answer).toMatchObject({ status: 200, authorization: "Bearer given-by-microsoft" });
        expect(answer.text).toContain("100050");
        done.push("answer");
      }
    }
    expect(done).toEqual(["settings", "settings", "settings", "start", "doctor", "package", "answer"]);

    const files = unzipSync(readFileSync(zip));
    expect(await checkPackage({ appId: APP_ID, domain: DOMAIN, version: "1.0.0" }, files)).toEqual([]);
    const manifest = JSON.parse(new TextDecoder().decode(files["manifest.json"]));
    expect(manifest).toMatchObject({ id: APP_ID, bots: [{ botId: APP_ID }], validDomains: [DOMAIN] });
    expect([...new Set(cloud.connected)].sort()).toEqual(HOSTS);
    expect(cloud.tokens[0]).toMatchObject({
      path: `/${TENANT}/oauth2/v2.0/token`,
      asked: { client_id: APP_ID, client_secret: SECRET, grant_type: "client_credentials", scope: "https://api.botframework.com/.default" },
    });
    expect(bot?.output.text).not.toContain(SECRET);
    expect(bot?.output.text).not.toMatch(/^Teams:/m);
  }, 120_000);

  it("logs in with a certificate: a signed assertion goes to Microsoft, the key does not", async () => {
    const cloud = await microsoft();
    const own = selfSigned(["vangnet"]);
    const file = join(folder, "bot.pem");
    writeFileSync(file, own.certificate + own.privateKey);
    const env = {
      ...cloud.env,
      ...BOT,
      TEAMS_CERTIFICATE_FILE: file,
      PORT: String(await freePort()),
      DATA_DIR: join(folder, "certificate"),
    };
    const { url } = await startReady(env);
    expect(await ask(cloud, url, "ID: 100050")).toMatchObject({ status: 200, authorization: "Bearer given-by-microsoft" });

    const [{ asked } = { asked: {} as Readonly<Record<string, string>> }] = cloud.tokens;
    expect(asked["client_secret"]).toBeUndefined();
    expect(asked["client_assertion_type"]).toBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    const [header = "", claims = "", signature = ""] = (asked["client_assertion"] ?? "").split(".");
    expect(verify("RSA-SHA256", Buffer.from(`${header}.${claims}`), keyOf(own), Buffer.from(signature, "base64url"))).toBe(true);
    const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString()) as Readonly<Record<string, unknown>>;
    const thumbprint = createHash("sha1").update(new X509Certificate(own.certificate).raw).digest("base64url");
    expect(read(header)).toMatchObject({ alg: "RS256", x5t: thumbprint });
    expect(read(claims)).toMatchObject({ iss: APP_ID, sub: APP_ID, aud: `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token` });
  }, 120_000);

  it("asks the machine for the token of a managed identity, by its client id, and nobody else", async () => {
    const cloud = await microsoft();
    const identity = { IDENTITY_ENDPOINT: cloud.identityEndpoint, IDENTITY_HEADER: "of-this-machine" };
    const env = {
      ...{ ...cloud.env, ...identity, ...BOT, TEAMS_MANAGED_IDENTITY: "on" },
      ...{ PORT: String(await freePort()), DATA_DIR: join(folder, "identity") },
    };
    const { url } = await startReady(env);
    expect(await ask(cloud, url, "ID: 100050")).toMatchObject({ status: 200, authorization: "Bearer given-by-microsoft" });
    expect(cloud.tokens[0]).toMatchObject({
      path: "/msi/token",
      asked: { client_id: APP_ID, resource: "https://api.botframework.com" },
      headers: { "x-identity-header": "of-this-machine" },
    });
    expect(cloud.connected).not.toContain("login.microsoftonline.com:443");
  }, 120_000);

  it("explains every setting that exists", () => {
    const source = readFileSync(join(ROOT, "adapters/teams-environment.ts"), "utf8");
    const names = [...source.matchAll(/^ {2}(TEAMS_\w+): /gm)].map(([, name]) => name as string);
    expect(names.length).toBeGreaterThan(9);
    for (const name of names) expect(guide).toContain(`\`${name}`);
  });

  it("has a doctor that says what a proxy lacks", async () => {
    const environment = readEnvironment({ ...BOT, TEAMS_APP_PASSWORD: SECRET });
    const findings = examineTeams(environment, { HTTPS_PROXY: "http://proxy.example:8080" });
    await findings.next();
    expect((await findings.next()).value).toEqual({
      what: "Proxy",
      isGood: false,
      says: "HTTPS_PROXY is set, but only messages go through it: set NODE_USE_ENV_PROXY to 1 for the keys and the token",
    });
    await findings.return(undefined);
  });
});
