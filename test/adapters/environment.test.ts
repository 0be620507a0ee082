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
});
