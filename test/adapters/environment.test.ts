import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../adapters/environment.ts";

describe("the settings", () => {
  it("have defaults that need no account and open nothing to others", () => {
    expect(readEnvironment({})).toMatchObject({ host: "127.0.0.1", port: 3978, dataFolder: "./data" });
    expect(readEnvironment({ PORT: "", HOST: "  " })).toMatchObject({ host: "127.0.0.1", port: 3978 });
  });

  it("are refused all at once, each with its variable and what to do", () => {
    const read = () => readEnvironment({ PORT: "http", PUBLIC_URL: "vangnet.example" });
    expect(read).toThrow(/PORT: give a whole number from 0 to 65535/);
    expect(read).toThrow(/PUBLIC_URL: give a whole address/);
    for (const PORT of ["-1", "65536", "3.5", "0x10000"]) expect(() => readEnvironment({ PORT }), PORT).toThrow(/PORT/);
  });

  it("of the store are checked too", () => {
    expect(readEnvironment({})).toMatchObject({ organisation: "home", retentionDays: { runs: 400, gaps: 180, answers: 90, seen: 1 } });
    for (const DATABASE_URL of ["postgres://u:p@h/d", "postgresql://u@h:5432/d?sslmode=require", "postgresql:///d?host=/run/postgresql"])
      expect(readEnvironment({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
    expect(() => readEnvironment({ DATABASE_URL: "mysql://geheim@h/d" })).toThrow(/^(?!.*geheim)[\s\S]*DATABASE_URL: give a whole address/);
    for (const ORGANISATION of ["Contoso", "a/b", "-a", "a b", "x".repeat(41)])
      expect(() => readEnvironment({ ORGANISATION }), ORGANISATION).toThrow(/ORGANISATION: give a short name/);
    for (const RETENTION_RUNS_DAYS of ["0", "-1", "1.5", "3651", "ever"])
      expect(() => readEnvironment({ RETENTION_RUNS_DAYS }), RETENTION_RUNS_DAYS).toThrow(
        /RETENTION_RUNS_DAYS: give a whole number of days/,
      );
  });

  it("never repeat a value: it may be a secret", () => {
    expect(() => readEnvironment({ PUBLIC_URL: "hunter2-secret" })).toThrow(/^((?!hunter2).)*$/s);
  });

  it("say where an escalated run goes, and in which of several workspaces of Slack", () => {
    const one = { SLACK_BOT_TOKEN: "xoxb-1234", SLACK_APP_TOKEN: "xapp-1" };
    const two = { SLACK_WORKSPACES: "T0EEN0001=xoxb-1111,T0TWEE001=xoxb-2222", SLACK_APP_TOKEN: "xapp-1" };
    const to = (SLACK_ESCALATE_TO: string, tokens: Readonly<Record<string, string>>) => readEnvironment({ ...tokens, SLACK_ESCALATE_TO });
    for (const place of ["C0HULP001", "U0RIA0001", "T0EEN0001/C0HULP001"]) expect(to(place, one).escalateTo).toEqual({ slack: place });
    expect(to("T0TWEE001/C0HULP001", two).escalateTo).toEqual({ slack: "T0TWEE001/C0HULP001" });
    expect(() => to("C0HULP001", two)).toThrow(/SLACK_ESCALATE_TO: say in which of the workspaces it is: .*T0123456789\/C0123456789/);
    expect(() => to("T0DRIE001/C0HULP001", two)).toThrow(/SLACK_ESCALATE_TO: there is no token for T0DRIE001/);
    const teams = { TEAMS_APP_ID: "11111111-2222-4333-8444-555555555555", TEAMS_TENANT_ID: "99999999-8888-4777-8666-AAAAAAAAAAAA" };
    const elsewhere = { ...two, ...teams, TEAMS_APP_PASSWORD: "s3cret", TEAMS_ESCALATE_TO: "slack:C0HULP001" };
    expect(() => readEnvironment(elsewhere)).toThrow(/TEAMS_ESCALATE_TO: say in which of the workspaces/);
    expect(() => to("#oncall", one)).toThrow(/SLACK_ESCALATE_TO: give the id of a channel/);
  });

  describe("of Teams", () => {
    const [APP, TENANT] = ["11111111-2222-4333-8444-555555555555", "99999999-8888-4777-8666-AAAAAAAAAAAA"];
    const base = { TEAMS_APP_ID: APP, TEAMS_TENANT_ID: TENANT };
    const folder = mkdtempSync(join(tmpdir(), "vangnet-settings-"));
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };

    it("are none where none is given", () => {
      expect(readEnvironment({})).not.toHaveProperty("teams");
      expect(readEnvironment({ TEAMS_ESCALATE_TO: "19:x@thread.tacv2" })).not.toHaveProperty("teams");
    });

    it("take a secret, also out of a file, and let only the own tenant in", () => {
      const expected = {
        appId: APP,
        login: { kind: "secret", tenant: TENANT, secret: "s3cret" },
        tenants: [TENANT.toLowerCase()],
        hearsChannels: false,
      };
      expect(readEnvironment({ ...base, TEAMS_APP_PASSWORD: "s3cret" }).teams).toMatchObject(expected);
      expect(readEnvironment({ ...base, TEAMS_APP_PASSWORD_FILE: file("secret", "s3cret\n") }).teams).toMatchObject(expected);
    });

    it("take a managed identity, further tenants and addresses, and reading along", () => {
      const { teams } = readEnvironment({
        ...base,
        TEAMS_MANAGED_IDENTITY: "on",
        TEAMS_ALLOWED_TENANTS: `${APP}, ${TENANT}`,
        TEAMS_SERVICE_URLS: "https://smba.example.cn/apac/",
        TEAMS_CHANNEL_MESSAGES: "on",
      });
      expect(teams).toMatchObject({ login: { kind: "managedIdentity" }, tenants: [TENANT.toLowerCase(), APP], hearsChannels: true });
      expect(teams?.serviceOrigins).toContain("https://smba.example.cn");
      expect(teams?.serviceOrigins).toContain("https://smba.trafficmanager.net");
    });

    it("know no address but the given ones while developing", () => {
      const { teams } = readEnvironment({ TEAMS_WITHOUT_LOGIN: "loopback-only", TEAMS_SERVICE_URLS: "http://127.0.0.1:56150" });
      expect(teams).toMatchObject({ appId: "", login: { kind: "none" }, serviceOrigins: ["http://127.0.0.1:56150"] });
    });

    it.each<readonly [string, Readonly<Record<string, string>>, string]>([
      [
        "a login without an app id",
        { TEAMS_APP_PASSWORD: "hunter2" },
        "TEAMS_APP_ID: give the app id of the bot, since TEAMS_APP_PASSWORD is set",
      ],
      ["an app id that is none", { ...base, TEAMS_APP_ID: "hunter2" }, "TEAMS_APP_ID: give the app id"],
      ["no tenant", { TEAMS_APP_ID: APP, TEAMS_APP_PASSWORD: "hunter2" }, "TEAMS_TENANT_ID: give the id of the tenant"],
      ["no login", base, "TEAMS_APP_PASSWORD: give the client secret"],
      ["two logins", { ...base, TEAMS_APP_PASSWORD: "hunter2", TEAMS_MANAGED_IDENTITY: "on" }, "give one way to log in only"],
      [
        "a file that is not there",
        { ...base, TEAMS_APP_PASSWORD_FILE: "/nowhere/hunter2" },
        "TEAMS_APP_PASSWORD_FILE: names a file that is empty",
      ],
      [
        "a certificate that is none",
        { ...base, TEAMS_CERTIFICATE_FILE: file("hunter2.pem", "no") },
        "TEAMS_CERTIFICATE_FILE: names a file without a certificate",
      ],
      [
        "a tenant that is none",
        { ...base, TEAMS_APP_PASSWORD: "x", TEAMS_ALLOWED_TENANTS: "hunter2" },
        "TEAMS_ALLOWED_TENANTS: give the ids",
      ],
      [
        "an address without TLS",
        { ...base, TEAMS_APP_PASSWORD: "x", TEAMS_SERVICE_URLS: "http://hunter2.example" },
        "TEAMS_SERVICE_URLS: give https",
      ],
      [
        "a switch that is neither",
        { ...base, TEAMS_APP_PASSWORD: "x", TEAMS_CHANNEL_MESSAGES: "hunter2" },
        "TEAMS_CHANNEL_MESSAGES: give on or off",
      ],
    ])("refuse %s, without repeating a value", (_what, variables, complaint) => {
      const read = () => readEnvironment(variables);
      expect(read).toThrow(complaint);
      expect(read).toThrow(/^((?!hunter2).)*$/s);
    });
  });
});
