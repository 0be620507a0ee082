import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";

const runFile = promisify(execFile);
const DEBIAN = "/usr/lib/postgresql";

/** A PostgreSQL of our own, in a temporary folder, that nobody else uses. */
export interface Cluster {
  /** Makes an empty database and gives its address. */
  database(): Promise<string>;
  start(): Promise<void>;
  /** "immediate" is a crash: nothing is written that was not yet. */
  stop(mode: "fast" | "immediate"): Promise<void>;
  /** Stops or continues every process of the server where it stands: it hangs. */
  signal(signal: "SIGSTOP" | "SIGCONT"): Promise<void>;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

/** The folder with `initdb` and `pg_ctl`; undefined where PostgreSQL is not installed. */
export function postgresBinaries(): string | undefined {
  const folders = [...(process.env["PATH"] ?? "").split(":"), ...debianFolders()];
  return folders.find((folder) => ["initdb", "pg_ctl"].every((name) => existsSync(join(folder, name))));
}

function debianFolders(): string[] {
  if (!existsSync(DEBIAN)) return [];
  return readdirSync(DEBIAN)
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(DEBIAN, version, "bin"));
}

/** Makes and starts a cluster; as root it runs as the user "postgres", for PostgreSQL refuses root. */
export async function startCluster(): Promise<Cluster> {
  const binaries = postgresBinaries();
  if (binaries === undefined) throw new Error("PostgreSQL is not installed: no initdb and pg_ctl");
  const isRoot = process.getuid?.() === 0;
  const folder = await mkdtemp(join(tmpdir(), "vangnet-pg-"));
  const data = join(folder, "data");
  const call = (program: string, ...args: string[]) => {
    const file = join(binaries, program);
    return isRoot ? runFile("runuser", ["-u", "postgres", "--", file, ...args], { cwd: folder }) : runFile(file, args);
  };
  if (isRoot) await runFile("chown", ["postgres", folder]);
  await chmod(folder, 0o755);
  await call("initdb", "-D", data, "-U", "vangnet", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8");

  const addressOf = (database: string) => `postgresql://vangnet@localhost/${database}?host=${folder}`;
  // A socket in our own folder: no port to choose, so none that is taken.
  const start = async () => {
    await call("pg_ctl", "-D", data, "-l", join(folder, "log"), "-o", `-k ${folder} -c listen_addresses=''`, "-w", "start");
  };
  let databases = 0;
  await start();
  return {
    database: async () => {
      databases += 1;
      const name = `vangnet_${process.pid}_${databases}`;
      const client = new Client({ connectionString: addressOf("postgres") });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return addressOf(name);
    },
    start,
    stop: async (mode) => {
      await call("pg_ctl", "-D", data, "-m", mode, "-w", "stop");
    },
    signal: async (signal) => {
      const { stdout } = await runFile("ps", ["-eo", "pid,ppid"]);
      const processes = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
      const [postmaster] = (await readFile(join(data, "postmaster.pid"), "utf8")).split("\n").map(Number);
      const backends = processes.filter(([, parent]) => parent === postmaster).map(([pid]) => pid);
      for (const pid of [postmaster, ...backends]) if (pid !== undefined) process.kill(pid, signal);
    },
    remove: async () => {
      await call("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop").catch(() => {});
      await rm(folder, { recursive: true, force: true });
    },
  };
}
