/**
 * The form in which texts are compared: one linear pass over a capped text.
 */

const HEAD = 6000;
const TAIL = 2000;

/** The part of a text that is read at all: its first 6,000 and last 2,000 characters. An alert says what matters at its ends. */
export function capText(text: string): string {
  return text.length <= HEAD + TAIL ? text : `${text.slice(0, HEAD)}\n${text.slice(-TAIL)}`;
}

/** What a letter becomes when its UTF-8 bytes are read in another encoding: "ï" read as EUC-JP is "誰". */
const MOJIBAKE: ReadonlyMap<string, string> = new Map(
  ["euc-jp", "gbk", "big5", "euc-kr", "shift_jis", "windows-1252"].flatMap((encoding) => {
    const decoder = new TextDecoder(encoding, { fatal: true });
    return Array.from({ length: 0x40 }, (_, offset) => String.fromCharCode(0xc0 + offset)).flatMap((letter) => {
      try {
        const broken = decoder.decode(new TextEncoder().encode(letter));
        return broken.length <= 2 && broken !== letter ? [[broken, letter] as const] : [];
      } catch {
        return [];
      }
    });
  }),
);

/** Control characters, zero-width characters and direction marks: they are in pastes, never in what was meant. */
const INVISIBLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;
/** Colours and cursor moves of a console that was copied with them. */
const CONSOLE_CODE = /\u001B\[[0-9;?]{0,20}[A-Za-z]/g;
/** The characters that a broken Latin letter can turn into, alone or before one more. */
const SUSPICIOUS = /[\u00C3\u00C2][\u0080-\u02FF\u2000-\u2122]|[\u3400-\u9FFF\uAC00-\uD7AF\uFF61-\uFF9F]{1,2}/g;

/** A text as it was meant to be read: NFKC, no invisible characters, plain quotes, broken letters mended. Case and accents stay. */
export function cleanText(text: string): string {
  return capText(text)
    .replace(CONSOLE_CODE, "")
    .replace(SUSPICIOUS, mend)
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .replace(/[\u2018\u2019\u201A\u2032]/g, "'")
    .replace(/[\u201C-\u201F\u2033\u00AB\u00BB]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, "-");
}

function mend(broken: string): string {
  return MOJIBAKE.get(broken) ?? [...broken].map((character) => MOJIBAKE.get(character) ?? character).join("");
}

const NOT_ASCII = /[^\u0000-\u007F]/;

/** Lower case, without accents: the form for comparing only, never for showing. */
export function foldText(text: string): string {
  return NOT_ASCII.test(text) ? text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase() : text.toLowerCase();
}

/** Letters and digits only: "Herstel-punt" and "herstel punt" are one thing. */
export function squash(text: string): string {
  const folded = foldText(text);
  return NOT_ASCII.test(folded) ? folded.replace(/[^\p{L}\p{N}]+/gu, "") : folded.replace(/[^a-z0-9]+/g, "");
}

/** "back-up" and "back up", wherever they begin a word. */
const BACKUP = /\bback[- ]up/g;
const EMAIL = /\be-mail/g;
const POSSESSIVE = /(\p{L})'(?:s|t|re|ve|ll|d)\b/gu;

/** The words of a text, folded; spellings with and without a hyphen or space are made one. */
export function wordsOf(text: string): string[] {
  let folded = foldText(text);
  if (folded.includes("back")) folded = folded.replace(BACKUP, "backup");
  if (folded.includes("e-mail")) folded = folded.replace(EMAIL, "email");
  if (folded.includes("'")) folded = folded.replace(POSSESSIVE, "$1");
  return folded.match(NOT_ASCII.test(folded) ? /[\p{L}\p{N}]+/gu : /[a-z0-9]+/g) ?? [];
}
