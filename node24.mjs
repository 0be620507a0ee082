/**
 * The launcher: runs a program of this project under Node 24.15 or later, whatever Node is installed.
 *
 *   node node24.mjs adapters/main.ts ...   a file of ours
 *   node node24.mjs vitest run ...         a tool from node_modules
 *
 * Plain JavaScript that Node 18 can read, because an old Node must get far enough to hand over.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import * as nodeModule from "node:module";
import { constants } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";

const OLDEST = [24, 15];
/** Node's memory flags, in this one place: a small young generation keeps an idle bot small. */
const MEMORY_FLAGS = ["--max-semi-space-size=16"];
/**
 * For a bot that runs for months: `node24.mjs --small FILE`. It collects garbage sooner and keeps less of compiled code: up to twice the time
 * of a question, and a fifth less memory. It answers a few questions a minute, so it has the time. Node reads these only while it starts; the
 * last brings a young generation of one megabyte with it.
 */
const SMALL_FLAGS = ["--heap-growing-percent=10", "--no-maglev", "--optimize-for-size"];
/** One pool of the C library for all threads: each keeps some megabytes of its own. Where another C library runs, nobody reads this. */
const SMALL_ENVIRONMENT = { MALLOC_ARENA_MAX: "1" };
const PARENT_CHECK_MS = 100;
const GRACE_MS = 1500;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

const root = dirname(fileURLToPath(import.meta.url));
/** Tools whose package is called otherwise. */
const TOOL_PACKAGES = { biome: "@biomejs/biome", tsc: "typescript" };

function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** The Node that npm installed beside us, or undefined. Read from the package itself: npm 10 leaves no link in .bin. */
function bundledNode() {
  for (const name of [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`]) {
    const folder = join(root, "node_modules", name);
    if (!existsSync(join(folder, "package.json"))) continue;
    const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = join(folder, typeof bin === "string" ? bin : bin.node);
    if (existsSync(file)) return file;
  }
  return undefined;
}

/** The file to run: a path as given, or the program of an installed package. Undefined when there is none. */
function programFile(name) {
  if (/[./\\]/.test(name)) return existsSync(resolve(name)) ? resolve(name) : undefined;
  const folder = join(root, "node_modules", TOOL_PACKAGES[name] ?? name);
  if (!existsSync(join(folder, "package.json"))) return undefined;
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = typeof bin === "string" ? bin : bin?.[name];
  return file && join(folder, file);
}

/**
 * Calls `stop` once whoever started us is gone. npm starts a shell that starts us, and ends only that shell, or, when killed
 * outright, not even that: so behind npm the parent of our parent counts too.
 */
function watchParent(stop) {
  const parent = process.ppid;
  const starter = starterBehind(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent) && starterBehind(parent) === starter) return;
    clearInterval(timer);
    stop();
  }, PARENT_CHECK_MS);
  timer.unref();
}

/** The process that started npm's shell; undefined outside npm, and where there is no /proc to ask. */
function starterBehind(shell) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  try {
    return readFileSync(`/proc/${shell}/stat`, "utf8").split(") ").at(-1).split(" ")[1];
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function refuse(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(2);
}

/** Runs the program in this very process. */
async function runHere(file, args) {
  for (const flag of isSmall ? SMALL_FLAGS : MEMORY_FLAGS) setFlagsFromString(flag);
  if (file.endsWith(".ts")) nodeModule.enableCompileCache(join(root, "node_modules", ".cache", "compile"));
  watchParent(() => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE_MS).unref();
  });
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
}

/**
 * Hands over to another Node, which runs this launcher again: it then watches us, so that it ends even when we are killed.
 *
 * In a terminal Ctrl-C reaches the whole group by itself; passing it on would press it twice.
 */
function runUnder(node, args) {
  const child = spawn(node, [...nodeFlags, fileURLToPath(import.meta.url), ...args], { stdio: "inherit", env: environment });
  for (const signal of SIGNALS) process.on(signal, () => (signal === "SIGTERM" || !process.stdin.isTTY) && child.kill(signal));
  watchParent(() => {
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
  });
  child.on("error", (error) => refuse(`Node at ${node} does not start (${error.message}): run "npm ci" again.`));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
}

const isSmall = process.argv[2] === "--small";
const nodeFlags = isSmall ? SMALL_FLAGS : [];
const environment = isSmall ? { ...SMALL_ENVIRONMENT, ...process.env } : process.env;
const [name, ...args] = process.argv.slice(isSmall ? 3 : 2);
if (name === undefined) refuse("Usage: node node24.mjs <file or tool> [arguments]");
const file = programFile(name);
if (file === undefined) refuse(`"${name}" is not here: run "npm ci" first, or check the name.`);

if (isNewEnough(process.versions.node)) {
  const isFlagged = nodeFlags.every((flag) => process.execArgv.includes(flag));
  // In the place of this process, so that nothing stands between the bot and who started it. Windows cannot; there they come late.
  if (!isFlagged && process.execve && process.platform !== "win32") {
    process.execve(process.execPath, [process.execPath, ...nodeFlags, ...process.execArgv, ...process.argv.slice(1)], environment);
  }
  await runHere(file, args);
} else {
  const node = bundledNode();
  if (node === undefined) {
    refuse(
      `Vangnet needs Node ${OLDEST.join(".")} or later and this is ${process.versions.node}: install it from https://nodejs.org (on Linux and Windows "npm ci" brings one).`,
    );
  }
  runUnder(node, [...(isSmall ? ["--small"] : []), name, ...args]);
}
