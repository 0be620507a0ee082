import { localDay } from "./local-day.ts";

/** Who is on duty from a day on, until the next one is. */
export interface Duty {
  /** A day in the zone of the settings: "2026-11-23". */
  readonly from: string;
  readonly name: string;
  /** How that person is reached, such as a telephone number. */
  readonly reach?: string | undefined;
}

/** Who is on duty at a moment, with how to reach them: "Ans (06 12345678)". Nobody before the first day of the list. */
export function onDutyAt(rota: readonly Duty[], at: Date, zone: string): string | undefined {
  const today = localDay(at, zone);
  const duty = rota.toSorted((one, other) => one.from.localeCompare(other.from)).findLast(({ from }) => from <= today);
  return duty && (duty.reach === undefined ? duty.name : `${duty.name} (${duty.reach})`);
}
