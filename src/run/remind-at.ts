/** When a reminder can come: after some minutes, or at seven in the morning. */
export const REMIND_AFTER = ["30", "60", "120", "morning"] as const;

/** When a reminder can come. */
export type RemindAfter = (typeof REMIND_AFTER)[number];

const MORNING = 7;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The moment of a reminder; "morning" is the next 07:00 on the clocks of the zone. */
export function remindAt(after: RemindAfter, now: Date, zone: string): Date {
  if (after !== "morning") return new Date(now.getTime() + Number(after) * MINUTE);
  const hour = MORNING * 60;
  // Two looks, since between now and then a clock may be put forward or back.
  const guess = now.getTime() + ((hour - minutesInto(now, zone) + 1440) % 1440 || 1440) * MINUTE;
  const late = ((minutesInto(new Date(guess), zone) - hour + 2160) % 1440) - 720;
  const moment = guess - late * MINUTE;
  const whole = Math.floor(moment / MINUTE) * MINUTE;
  return new Date(whole > now.getTime() ? whole : whole + DAY);
}

/** How many minutes the day in the zone is old. */
function minutesInto(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(
    at,
  );
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return number("hour") * 60 + number("minute");
}
