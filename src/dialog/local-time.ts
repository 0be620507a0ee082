import type { Locale } from "../i18n/locale.ts";

/** English here is read from Ghent to Groningen, not in America: "22 November 2026". */
const DATE_LANGUAGE = { nl: "nl-NL", en: "en-GB" } as const;
const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: Locale, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, zone, options]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(DATE_LANGUAGE[locale], { timeZone: zone, ...options });
  formats.set(key, known);
  return known;
}

/** The clock of a zone, with the zone's name: "03:12 CET". */
export function localTime(at: Date, locale: Locale, zone: string): string {
  return format(locale, zone, { hour: "2-digit", minute: "2-digit", timeZoneName: "short" }).format(at);
}

/** The day in a zone: "22 November 2026". */
export function localDate(at: Date, locale: Locale, zone: string): string {
  return format(locale, zone, { dateStyle: "long" }).format(at);
}

/** Day and clock: "22 November 2026 03:12 CET". */
export function localDateTime(at: Date, locale: Locale, zone: string): string {
  return `${localDate(at, locale, zone)} ${localTime(at, locale, zone)}`;
}
