import type { BotParts } from "#core";
import { onDutyAt } from "#core";
import type { Environment } from "./environment.ts";
import { readRota } from "./read-rota.ts";

/** What the settings make of a bot: its organisation, the zone of its times, and who can be called. */
export async function readBotSettings({
  escalateTo,
  rotaFile,
  zone,
  organisation,
}: Environment): Promise<Pick<BotParts, "zone" | "onCall" | "organisationOf" | "notesGaps">> {
  const rota = rotaFile === undefined ? [] : await readRota(rotaFile);
  return {
    zone,
    organisationOf: () => organisation,
    notesGaps: true,
    onCall: { addressOn: (platform) => escalateTo[platform], onDuty: (at) => onDutyAt(rota, at, zone) },
  };
}
