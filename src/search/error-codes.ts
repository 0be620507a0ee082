/**
 * Finds error codes in free text. A number is looked up, never repaired, so this file decides only what is a code at all.
 */

/** A number that stands in the text as a code. */
export interface CodeSeen {
  readonly value: number;
  /** As it was written: "0x29834". */
  readonly written: string;
  /**
   * - `explicit`: beside a word such as ID or fout, or hexadecimal
   * - `alone`: the whole text is this number
   * - `weak`: a bare number among other words
   */
  readonly strength: "explicit" | "alone" | "weak";
  readonly form: "decimal" | "hexadecimal";
}

/** Windows results such as 0x800706BA: they qualify a code and are not one of the product's. */
export function isWindowsResult({ value }: Pick<CodeSeen, "value">): boolean {
  return value >= 0x8000_0000;
}

/** Things with digits in them that are no code: addresses, versions, times, names of machines, counts. Blanked out, keeping the length. */
const NOT_CODES: readonly RegExp[] = [
  /\{?\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b\}?/gi,
  /\bhttps?:\/\/\S{1,400}/gi,
  /\b[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}/g,
  /\b[a-z]:\\[^\s"'<>|]{0,260}/gi,
  /\\\\[\w.$-]{1,64}\\[^\s"'<>|]{0,260}/g,
  /\b(?:HKLM|HKEY_LOCAL_MACHINE|HKCU)\\[^\s"'<>|]{0,260}/gi,
  /\b\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,7})?)?(?:Z|[+-]\d{2}:?\d{2})?)?/g,
  /\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b/g,
  /\b\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,7})?)?\b/g,
  /\b\d{1,2}(?:st|nd|rd|th|e)? (?:jan|feb|mar|maart|mrt|apr|may|mei|jun|jul|aug|sep|oct|okt|nov|dec)[a-z]{0,8}\.? \d{4}\b/gi,
  /\bv?\d{1,5}(?:\.\d{1,6}){2,4}\b/gi,
  /\bKB[- ]?\d{6,8}\b/gi,
  /\b(?:port|poort|poortnummer|factuur|invoice|bedrag|amount|prijs|price|klantnummer|klant|customer|serienummer|serial|postcode|bel|call|event[ -]?id|exit[ -]?code|task[ -]?id|taskid|job[ -]?id|process[ -]?id|win32[ -]error|sql[ -]error|steam[ -]error|http|ticket|ticketnr|incident|case|sr|ref|tel|telefoon|phone|toestel|pid|line|regel|build|versie|version|jaar|year|kamer|room|bon|order|chg|inc|req|change|call|zaak)[ \t]{0,2}(?:nr|no|nummer|number)?\.?[ \t]{0,2}[:#=]?[ \t]{0,2}\d{2,12}\b/gi,
  /\b(?:INC|CHG|REQ|RITM|TASK|PRB|SR|CS)-?\d{4,12}\b/gi,
  /\b(?:windows|server|exchange|office|sharepoint|sql|dpm|scdpm|hyper-v|outlook|visual studio|visual c\+\+|win|ws|r2|esxi?)[ -]{1,2}20\d{2}\b/gi,
  /\b(?:in|since|sinds|van|from|until|tot|anno)[ \t]{1,2}(?:19|20)\d{2}\b/gi,
  /\b\d{1,3}(?:[.,]\d{3}){1,3}[ \t]{1,2}(?=[a-z])/gi,
  /\b\d{1,9}(?:[.,]\d{1,3})?[ \t]?(?:%|[kmgt]i?b\b|bytes?\b|bestand(?:en)?\b|files?\b|items?\b|objects?\b|seconden\b|sec(?:onds?)?\b|minuten\b|min(?:utes?)?\b|uur\b|uren\b|hours?\b|dagen\b|days?\b|weken\b|weeks?\b|maanden\b|months?\b|jaar\b|years?\b|keer\b|times\b|euro\b|eur\b|volts?\b|mensen\b|users?\b|gebruikers\b|vm'?s\b|servers\b|mails\b|tapes\b|punten\b|points\b|stuks\b|rows?\b|rijen\b|records?\b|regels\b|lines\b|ms\b|graden\b)/gi,
  /[€$£][ \t]?\d[\d.,]{0,12}/g,
];

/** Hosts such as mabs02, SRV-2013 or dpm.contoso.local carry digits that mean nothing here. */
const HOST_NAME =
  /(?<![\w[(])(?=[a-z-]{0,30}\d)(?!0x|(?:id|errors?|fout|foutcode|code|event|err|nr)-\d)[a-z][a-z0-9]{0,30}(?:-[a-z0-9]{1,30}){1,4}\b/gi;

/** Words that say: the number after me is a code. */
const LABEL =
  /(?:^|[^\p{L}\p{N}])(?:(?:error|fout|event|gebeurtenis|alert|waarschuwing|melding|message|bericht|status|return|job|taak)s?[ \t_-]{0,2})?(?:id|ids|errorcode|foutcode|foutnummer|code|codes|error|errors|err|fout|fouten|fout-id|event|alert|nummer|number|nr|no)\.?(?:[ \t]{1,2}(?:is|was|van|of|with|met|and|en))?[ \t]{0,3}["'([{<#:=\u00B7-]{0,2}[ \t]{0,3}["'([{<#]{0,2}$/iu;
const GLUED_LABEL = /(?:^|[^\p{L}\p{N}])(?:id|error|err|fout|foutcode|code|e)$/iu;
/** Between two codes of one list: "ID 100050, 100034 en 3106". */
const LIST_LINK = /^[ \t]{0,2}(?:[,;/+&|]|en|and|of|or)[ \t]{0,2}$/i;
const NUMBER = /0x[0-9a-f]{1,16}|-\d{9,10}|\d[0-9a-f]{1,9}|(?<![\p{L}\p{N}])[a-f][0-9a-f]{0,6}\d[0-9a-f]{0,6}/giu;
const LOOK_BACK = 32;

/** All codes of a text, in its order. Linear in its length. */
export function findCodes(text: string): readonly CodeSeen[] {
  if (!/[0-9]/.test(text)) return [];
  const cleared = [...NOT_CODES, HOST_NAME].reduce((rest, pattern) => rest.replace(pattern, blank), text);
  const isAlone = /^[\s"'([{<#]{0,8}(?:0x)?[0-9a-f]{2,10}[\s"')\]}>.!?]{0,8}$/i.test(cleared);
  const codes: CodeSeen[] = [];
  let previousEnd = -1;
  let previousWasExplicit = false;
  for (const match of cleared.matchAll(NUMBER)) {
    const start = match.index;
    const end = start + match[0].length;
    const before = cleared.slice(Math.max(0, start - LOOK_BACK), start);
    const code = readNumber(
      match[0],
      before,
      cleared.slice(end, end + 8),
      isAlone,
      previousWasExplicit && LIST_LINK.test(cleared.slice(previousEnd, start)),
    );
    if (code === undefined) continue;
    codes.push(code);
    previousEnd = end;
    previousWasExplicit = code.strength === "explicit";
  }
  return codes;
}

function readNumber(written: string, before: string, after: string, isAlone: boolean, continuesList: boolean): CodeSeen | undefined {
  if (/^[\p{L}\p{N}_]/u.test(after)) return undefined;
  if (/^0x/i.test(written)) {
    if (/[\p{L}\p{N}_]$/u.test(before) || written.length < 4 || written.length > 10) return undefined;
    return { value: Number.parseInt(written.slice(2), 16), written, strength: "explicit", form: "hexadecimal" };
  }
  const isLabelled = LABEL.test(before) || GLUED_LABEL.test(before) || continuesList;
  if (!isLabelled && !isAlone && /[\p{L}\p{N}_.,:\\/@#$+-]$/u.test(before)) return undefined;
  if (/^[.,:][\p{L}\p{N}]|^[-/\\_@][\p{L}\p{N}]/u.test(after)) return undefined;
  if (written.startsWith("-")) {
    const value = Number(written) + 2 ** 32;
    return value >= 0x8000_0000 ? { value, written, strength: "explicit", form: "decimal" } : undefined;
  }
  if (/[a-f]/i.test(written)) return readBareHexadecimal(written, isLabelled || isAlone);
  if (written.length > 7 || written.startsWith("0")) return undefined;
  return { value: Number(written), written, strength: isLabelled ? "explicit" : isAlone ? "alone" : "weak", form: "decimal" };
}

/** "ID: 186D2" and "800706BA" are hexadecimal without saying so; other words of these letters ("face", "b12") are not. */
function readBareHexadecimal(written: string, isLabelled: boolean): CodeSeen | undefined {
  const isWindows = written.length === 8 && written.startsWith("8");
  const isAgent = isLabelled && written.length === 5 && /\d/.test(written);
  return isWindows || isAgent ? { value: Number.parseInt(written, 16), written, strength: "explicit", form: "hexadecimal" } : undefined;
}

function blank(found: string): string {
  return " ".repeat(found.length);
}

/** Known codes that differ from one by a single slip of a digit, nearest number first. Only ever offered as "another code". */
export function nearCodes(value: number, known: ReadonlySet<number>, most: number): readonly number[] {
  return [...new Set(slipsOf(String(value)))]
    .filter((slip) => known.has(slip))
    .sort((a, b) => Math.abs(a - value) - Math.abs(b - value) || a - b)
    .slice(0, most);
}

const DIGITS = [..."0123456789"];

/** All other numbers that are written with one digit changed, added, left out, or two neighbours swapped. */
function slipsOf(written: string): readonly number[] {
  const slips: string[] = [];
  for (let at = 0; at <= written.length; at += 1) {
    const [before, after] = [written.slice(0, at), written.slice(at)];
    for (const digit of DIGITS) slips.push(before + digit + after, before + digit + after.slice(1));
    slips.push(before + after.slice(1), before + after.charAt(1) + after.charAt(0) + after.slice(2));
  }
  // A number is never printed with a nought in front.
  return slips.filter((slip) => slip !== written && slip !== "" && (slip === "0" || !slip.startsWith("0"))).map(Number);
}
