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

  it("never repeat a value: it may be a secret", () => {
    expect(() => readEnvironment({ PUBLIC_URL: "hunter2-secret" })).toThrow(/^((?!hunter2).)*$/s);
  });
});
