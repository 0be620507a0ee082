import { foldText } from "./normalize.ts";

/** A PIN is four to eight digits, also typed with spaces between. */
const PIN = /(?<![\p{L}\p{N}])\d(?:[ \t-]?\d){3,7}(?![\p{L}\p{N}])/gu;
const PIN_WORD =
  /(?<![\p{L}\p{N}])(?:security[ -]?pin|beveiligings-?pin(?:code)?|veiligheids-?pin(?:code)?|pin(?:[ -]?(?:code|nummer|number))?s?)(?![\p{L}\p{N}])/u;
/** A word that says: what follows is secret. */
const PASSWORD_WORD =
  /(?<![\p{L}\p{N}])(?:pass[ -]?phrase|passwd|password|pwd|pass|ww|wachtwoord(?:zin)?|wachtzin|encryptie-?sleutel|encryption[ -]key|secret)(?![\p{L}\p{N}])[ \t]{0,3}(?:is|was|now|nu|used|gebruikt|van|for|voor)?[ \t]{0,3}[:=]{0,2}[ \t]{0,3}/giu;
/** What follows such a word is secret when it mixes letters with digits or signs, or stands in quotes or behind : or =. */
const SECRET_TOKEN = /^["'<]?(?=[^\s]*\p{L})(?=[^\s]*[\d!@#$%^&*+=?~])[^\s"'<>]{6,}/u;
const QUOTED = /^["'][^"'\n]{6,100}["']/;
const ASSIGNED = /[:=][ \t]{0,3}$/;
const LOOKS_LIKE_CODE = /^[[("']?(?:0x[0-9a-f]{2,8}|(?:id|fout|error)[:\d])/i;
const CREDENTIALS =
  /<(?:RSBackupVaultAADCreds|VaultCredentials?|BackupVaultCreds|ManagementCert|ContainerUniqueName)\b|-----BEGIN [A-Z ]{0,30}(?:PRIVATE KEY|CERTIFICATE)-----|\bMII[A-Za-z0-9+/=]{60,}/i;
/** Words in front of a number that make it an error's and no PIN. */
const ERROR_LABEL = /(?:^|[^\p{L}])(?:id|error|fout|fout-?id|errorcode|foutcode)[ \t]{0,2}[:=#(]{0,2}[ \t]{0,2}$/iu;

/** Whether a text seems to hold a PIN, a passphrase or the content of a credentials file. `isKnownCode` tells a code of ours from a PIN. */
export function hasSecret(text: string, isKnownCode: (value: number) => boolean): boolean {
  return CREDENTIALS.test(text) || hasPin(text, isKnownCode) || hasPassword(text);
}

function hasPin(text: string, isKnownCode: (value: number) => boolean): boolean {
  if (!PIN_WORD.test(foldText(text))) return false;
  for (const match of text.matchAll(PIN)) {
    const digits = match[0].replace(/\D/g, "");
    const isYear = /^(?:19|20)\d\d$/.test(digits);
    const isLabelled = ERROR_LABEL.test(text.slice(Math.max(0, match.index - 24), match.index));
    if (!isYear && !isLabelled && !isKnownCode(Number(digits))) return true;
  }
  return false;
}

function hasPassword(text: string): boolean {
  for (const match of text.matchAll(PASSWORD_WORD)) {
    const rest = text.slice(match.index + match[0].length, match.index + match[0].length + 200);
    if (LOOKS_LIKE_CODE.test(rest)) continue;
    if (SECRET_TOKEN.test(rest) || QUOTED.test(rest)) return true;
    if (ASSIGNED.test(match[0]) && /^\S{8,}/.test(rest)) return true;
  }
  return false;
}
