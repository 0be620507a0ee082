import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT, run, start } from "../support/run.ts";

const isWindows = process.platform === "win32";

describe("the launcher", () => {
  let folder: string;
  const program = async (name: string, text: string) => {
    const file = join(folder, name);
    await writeFile(file, text);
    return file;
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "vangnet-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("passes arguments and the exit code on", async () => {
    const file = await program(
      "exit.ts",
      "const code: number = Number(process.argv[2]); process.stdout.write(process.argv.slice(2).join(' ')); process.exit(code);",
    );
    expect(await run([file, "7", "a b", "--flag"])).toMatchObject({ code: 7, stdout: "7 a b --flag" });
  });

  it("says what is missing", async () => {
    expect(await run(["no-such-tool"])).toMatchObject({ code: 2, stderr: expect.stringContaining('run "npm ci" first') });
    expect(await run([])).toMatchObject({ code: 2, stderr: expect.stringContaining("Usage") });
  });

  it.skipIf(isWindows)("passes SIGINT, SIGTERM and SIGHUP on", async () => {
    const file = await program(
      "signal.ts",
      "for (const s of ['SIGINT','SIGTERM','SIGHUP']) process.on(s, () => { process.stdout.write(s); process.exit(5); }); process.stdout.write('ready'); setInterval(() => {}, 1000);",
    );
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      const child = start([file]);
      let out = "";
      const ready = new Promise<void>((resolve) =>
        child.stdout?.on("data", (chunk) => {
          out += chunk;
          resolve();
        }),
      );
      await ready;
      child.kill(signal);
      const code = await new Promise((resolve) => child.on("close", resolve));
      expect({ code, out }).toEqual({ code: 5, out: `ready${signal}` });
    }
  });

  it.skipIf(isWindows)("stops when whoever started it is gone", async () => {
    const file = await program("wait.ts", "process.stdout.write(String(process.pid)); setInterval(() => {}, 1000);");
    const parent = spawn(process.execPath, [
      "-e",
      `require("node:child_process").spawn(process.execPath, [${JSON.stringify(join(ROOT, "node24.mjs"))}, ${JSON.stringify(file)}], {stdio: "inherit"}); setInterval(() => {}, 1000)`,
    ]);
    const pid = Number(await new Promise((resolve) => parent.stdout.once("data", (chunk) => resolve(String(chunk)))));
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    const gone = await waitUntil(() => !isAlive(pid), 2000);
    expect(gone).toBe(true);
  });

  it.skipIf(isWindows)("hands over to the bundled Node under an old one, and ends it whatever ends the launcher", async () => {
    const file = await program(
      "both.ts",
      "process.on('SIGTERM', () => process.exit(5)); process.stdout.write(process.pid + ' ' + process.version); setInterval(() => {}, 1000);",
    );
    const preload = await program(
      "aged.cjs",
      "if (!process.env.AGED) { process.env.AGED = '1'; Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } }); }",
    );
    const launch = async () => {
      const child = spawn(process.execPath, ["--require", preload, join(ROOT, "node24.mjs"), file]);
      const [pid = "", version = ""] = String(await new Promise((resolve) => child.stdout.once("data", resolve))).split(" ");
      return { child, pid: Number(pid), version };
    };
    const asked = await launch();
    expect(asked.pid).not.toBe(asked.child.pid);
    expect(asked.version).toMatch(/^v24/);
    asked.child.kill("SIGTERM");
    expect(await new Promise((resolve) => asked.child.on("close", resolve))).toBe(5);
    const killed = await launch();
    killed.child.kill("SIGKILL");
    expect(await waitUntil(() => !isAlive(killed.pid), 2000)).toBe(true);
  });

  it.skipIf(isWindows)("says in one sentence what to install when no new enough Node is there", async () => {
    const copy = join(folder, "node24.mjs");
    await copyFile(join(ROOT, "node24.mjs"), copy);
    const file = await program("fine.ts", "process.stdout.write('fine');");
    const preload = await program(
      "old.cjs",
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });",
    );
    const child = spawn(process.execPath, ["--require", preload, copy, file]);
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, lines: stderr.trimEnd().split("\n").length }).toEqual({ code: 2, lines: 1 });
    expect(stderr).toContain("needs Node 24.15 or later and this is 20.20.2");
  });
});

/** A process that has ended and that nobody has collected yet is not alive. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return !existsSync("/proc");
  }
}

async function waitUntil(isTrue: () => boolean, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 25))) {
    if (isTrue()) return true;
  }
  return isTrue();
}
