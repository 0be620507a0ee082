import type { BotParts } from "#core";
import { onDutyAt } from "#core";
import { platformNamed, withoutPlatform } from "./elsewhere.ts";
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
    onCall: { addressOn: (platform) => addressFrom(platform, escalateTo[platform]), onDuty: (at) => onDutyAt(rota, at, zone) },
  };
}

/** Where somebody on a platform calls for help; what names that platform itself is as good as what names none. */
function addressFrom(platform: string, address: string | undefined): string | undefined {
  return address !== undefined && platformNamed(address) === platform ? withoutPlatform(address) : address;
}
