import { spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { ROOT } from "../support/run.ts";

const isWindows = process.platform === "win32";

describe.skipIf(isWindows)("npm start", () => {
  it("leaves the port free within two seconds when npm is ended by its process id", async () => {
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      const port = await freePort();
      const npm = spawn("npm", ["start"], { cwd: ROOT, env: { ...process.env, PORT: String(port) }, stdio: ["ignore", "pipe", "pipe"] });
      let shown = "";
      npm.stdout.on("data", (chunk) => {
        shown += chunk;
      });
      await expect.poll(() => shown, { timeout: 20_000 }).toContain(`http://127.0.0.1:${port}/`);
      expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
      npm.kill(signal);
      await expect.poll(() => isFree(port), { timeout: 2000, interval: 25 }).toBe(true);
    }
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
