import type { OnCall } from "#core";
import { onDutyAt } from "#core";
import type { Environment } from "./environment.ts";
import { readRota } from "./read-rota.ts";

/** Who can be called, by the settings: an address on each platform, and the rota. */
export async function readOnCall({ escalateTo, rotaFile, zone }: Environment): Promise<OnCall> {
  const rota = rotaFile === undefined ? [] : await readRota(rotaFile);
  return { addressOn: (platform) => escalateTo[platform], onDuty: (at) => onDutyAt(rota, at, zone) };
}
