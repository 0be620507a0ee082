/** Loaded before a program that is measured: tells its parent of its time and memory when asked. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

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

process.on("message", (wish: unknown) => {
  if (wish !== "look" && wish !== "collect") return;
  if (wish === "collect") {
    collect();
    collect();
  }
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed: heap } = process.memoryUsage();
  process.send?.({ cpu: user + system, rss, heap } satisfies Probed);
});
