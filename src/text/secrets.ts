import { foldText } from "./normalize.ts";
import { hasPassword } from "./passwords.ts";

/** A question is judged with care, since people ask about passwords; words that are kept for others are judged strictly. */
export type SecretRule = "question" | "kept";

/** What tells a secret from an ordinary text: the codes and the words of the knowledge. */
export interface KnownWords {
  isKnownCode(value: number): boolean;
  knows(word: string): boolean;
}

/** A PIN is four to eight digits, also typed with spaces between. */
const PIN = /(?<![\p{L}\p{N}])\d(?:[ \t-]?\d){3,7}(?![\p{L}\p{N}])/gu;
const PIN_WORD =
  /(?<![\p{L}\p{N}])(?:security[ -]?pin|beveiligings-?pin(?:code)?|veiligheids-?pin(?:code)?|pin(?:[ -]?(?:code|nummer|number))?s?)(?![\p{L}\p{N}])/u;
/** Letters and digits that are given as a PIN: "PIN=abc482913". */
const GIVEN_PIN =
  /(?<![\p{L}\p{N}])pin(?:[ -]?(?:code|nummer|number))?[ \t]{0,3}(?:is|was|[:=]{1,2})[ \t]{0,3}(?!(?:0x|id|fout|error)[\p{L}\p{N}:]{0,9}\d)(?=[\p{L}]*\p{N})(?=\p{N}*\p{L})[\p{L}\p{N}]{6,}/iu;
/** The code of something that is locked: "code van de kluis 482913". */
const LOCK_CODE =
  /(?<![\p{L}\p{N}])(?:toegangs|deur|kluis|alarm|access )?code[ \t]+(?:(?:van|voor|uit|of|for|from|to|the|de|het|een|a|an|my|mijn|onze|our|is|was|azure)[ \t]+){0,4}(?:kluis|safe|vault|portal|portaal|deur|door|alarm|authenticator|token|telefoon|phone|serverruimte|server room)[ \t:=]{1,3}(?:(?:is|was)[ \t:=]{1,3})?(?=\d)/giu;
const CREDENTIALS =
  /<(?:RSBackupVaultAADCreds|VaultCredentials?|BackupVaultCreds|ManagementCert|ContainerUniqueName)\b|-----BEGIN [A-Z ]{0,30}(?:PRIVATE KEY|CERTIFICATE)-----|\bMII[A-Za-z0-9+/=]{60,}/i;
/** Words in front of a number that make it an error's and no PIN. */
const ERROR_LABEL = /(?:^|[^\p{L}])(?:id|error|fout|fout-?id|errorcode|foutcode)[ \t]{0,2}[:=#(]{0,2}[ \t]{0,2}$/iu;

/** Whether a text seems to hold a PIN, a password, a passphrase or the content of a credentials file. */
export function hasSecret(text: string, known: KnownWords, rule: SecretRule): boolean {
  return CREDENTIALS.test(text) || hasPin(text, known) || hasPassword(text, known.knows, rule === "kept");
}

function hasPin(text: string, { isKnownCode }: KnownWords): boolean {
  if (GIVEN_PIN.test(text)) return true;
  const isLocked = [...text.matchAll(LOCK_CODE)].some(({ index, 0: { length } }) => {
    const digits = /^\d{4,8}(?![\p{L}\p{N}])/u.exec(text.slice(index + length))?.[0];
    return digits !== undefined && !isKnownCode(Number(digits));
  });
  if (isLocked) return true;
  if (!PIN_WORD.test(foldText(text))) return false;
  for (const match of text.matchAll(PIN)) {
    const digits = match[0].replace(/\D/g, "");
    const isYear = /^(?:19|20)\d\d$/.test(digits);
    const isLabelled = ERROR_LABEL.test(text.slice(Math.max(0, match.index - 24), match.index));
    if (!isYear && !isLabelled && !isKnownCode(Number(digits))) return true;
  }
  return false;
}
