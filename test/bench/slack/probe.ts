/**
 * Loaded before a program that is measured: a line "look" or "collect" on its standard input is answered with its time and memory.
 *
 * No channel of Node's own: the launcher puts a Node with other flags in the place of the first one, and the channel does not outlive that.
 */
import { createInterface } from "node:readline";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { ANSWER } from "./probe-line.ts";

/** What a measured process says of itself. */
export interface Probed {
  /** Time of the processor, in microseconds. */
  readonly cpu: number;
  readonly rss: number;
  /** After a collection, where one was asked for. */
  readonly heap: number;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

createInterface({ input: process.stdin }).on("line", (wish) => {
  if (wish !== "look" && wish !== "collect") return;
  if (wish === "collect") {
    collect();
    collect();
  }
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed: heap } = process.memoryUsage();
  process.stdout.write(`${ANSWER}${JSON.stringify({ cpu: user + system, rss, heap } satisfies Probed)}\n`);
});
