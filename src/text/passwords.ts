import { foldText } from "./normalize.ts";

/** A word that says: what follows is secret. */
const LABEL =
  /(?<![\p{L}\p{N}])(?:pass[ -]?phrase|passcode|passwd|password|passwoord|paswoord|pwd|pass|ww|wachtwoord(?:zin)?|wachtzin|encryptie-?sleutel|encryption[ -]key|secret)(?![\p{L}\p{N}])/giu;
/** What may stand between that word and the secret. */
const LINK = /^[ \t]{0,3}(?:(?:is|was|now|nu|used|gebruikt|van|for|voor)(?![\p{L}\p{N}]))?[ \t]{0,3}[:=]{0,2}[ \t]{0,3}/iu;
/** Letters with digits or signs. */
const MIXED = /^["'<(]?(?=[^\s]*\p{L})(?=[^\s]*[\d!@#$%^&*+=?~])[^\s"'<>]{6,}/u;
/** Letters of both cases with digits, or with digits and a sign in any case: a password wherever it stands, and no machine's name. */
const STRONG = /^["'(]?(?=\S*\d)(?=\S*\p{L})(?:(?=\S*\p{Ll})(?=\S*\p{Lu})|(?=\S*[!@#$%^&*+~]))[^\s"'<>\\/:.]{8,}/u;
const QUOTED = /^["'][^"'\n]{6,100}["']/;
const ASSIGNED = /[:=][ \t]{0,3}$/;
const LOOKS_LIKE_CODE = /^[[("']?(?:0x[0-9a-f]{2,8}|(?:id|fout|error)[:\d])/i;
/** A name and a password in one: "login admin / Zomer2024!". */
const NAME_AND_PASSWORD =
  /(?<![\p{L}\p{N}])(?:log[io]n|inlog|inloggegevens|credentials|creds|gebruiker|user|account)[ \t:=]{1,3}[^\s/]{1,60}[ \t]{1,3}\/[ \t]{1,3}(?=[^\s]{0,60}[\d!@#$%^&*+=~])(?=[^\s]{0,60}\p{L})[^\s"'<>]{6,}/iu;
/** Where the clause ends in which a secret can follow its label. */
const CLAUSE_END = /[\n;,]|[.!?](?=\s)/u;
const MOST_WORDS = 8;
const LEAST_PASSPHRASE = 4;
const LEAST_STRANGE = 2;

const LINKS = listed("is was are were be luidt luid staat hier here namelijk named reads nu now");
const OF = listed(
  "van voor of for op on uit from in at door by bij met with de het een the a an die dat deze this that mijn my our onze je your hun their",
);
/** Words that say something of a password and are none; with those of the knowledge, the words of a question. */
const ORDINARY = listed(
  `not niet geen no never nooit ook also wel nog still al already yet weer again opnieuw even net just gewoon zelf
  en and of or maar but dan then als if want omdat because toen when terwijl while sinds since na after voordat before zonder without om to te tot until naar over
  er ik hij zij ze wij we jij u ie it he she they i you hem hun haar him her them who wie wat what waar where hoe how waarom why welke which
  wordt worden werd is was kan can could kon moet must mag may zal will zou would heeft has have had hebben krijg krijgt kreeg get got gaat ging goes gaan lukt lukte doet does did klopt klopte
  wrong fout foutief goed good juist correct right incorrect onjuist verkeerd ongeldig invalid valid geldig verlopen expired expires vervallen geweigerd rejected refused denied accepted geaccepteerd
  set unset ingesteld ingevuld ingegeven ingevoerd entered typed getypt empty leeg missing ontbreekt kwijt lost weg gone vergeten forgotten forgot onbekend unknown bekend known nodig needed required vereist
  wijzigen gewijzigd wijzig change changed changing changes aanpassen aangepast veranderen veranderd vervangen replaced replace vernieuwen vernieuwd resetten gereset reset rotated rotation geroteerd gerouleerd
  failed fails failing fail mislukt mislukte error errors faalt werkt werkte works worked working bezig vraagt asked asks gevraagd gecontroleerd checked check controleren opgevraagd opgeslagen saved
  manager kluis safe vault beheer policy beleid account accounts user gebruiker server service dienst admin field veld dialog dialoog prompt box vak scherm screen protected`,
);

/**
 * Whether a text holds a password or passphrase behind a word that announces one, or a name and password together.
 *
 * `knows` tells the words of the knowledge; strictly, any strange word behind the announcing word is taken for a password.
 */
export function hasPassword(text: string, knows: (word: string) => boolean, isStrict: boolean): boolean {
  if (NAME_AND_PASSWORD.test(text)) return true;
  for (const { index, 0: label } of text.matchAll(LABEL)) {
    const rest = text.slice(index + label.length, index + label.length + 200);
    const link = LINK.exec(rest)?.[0] ?? "";
    const value = rest.slice(link.length);
    if (LOOKS_LIKE_CODE.test(value)) continue;
    if (MIXED.test(value) || QUOTED.test(value)) return true;
    if (ASSIGNED.test(link) && isAssigned(value)) return true;
    const clause = clauseWords(rest);
    if (isPassphrase(clause, knows) || hasToken(clause)) return true;
    if (isStrict && isStrange(clause, knows)) return true;
  }
  return false;
}

/** Behind a colon or equals sign anything is the secret, but for words that say how it fares. */
function isAssigned(value: string): boolean {
  const [first, second] = clauseWords(value);
  if (first === undefined || !/[\p{L}\p{N}]{3}/u.test(first)) return false;
  if (/^\S{8,}/.test(value) && !ORDINARY.has(plain(first))) return true;
  return !isOrdinary(first) || (second !== undefined && !isOrdinary(second));
}

/** Several words in a row that say nothing of a password and of which some are strange to the knowledge. */
function isPassphrase(clause: readonly string[], knows: (word: string) => boolean): boolean {
  const at = clause.findIndex((word) => !LINKS.has(plain(word)) && !/^[:=]+$/.test(word));
  const words = at < 0 ? [] : clause.slice(at);
  const [first, ...others] = words;
  if (first === undefined || OF.has(plain(first)) || words.length < LEAST_PASSPHRASE) return false;
  const next = others.slice(0, LEAST_PASSPHRASE - 1);
  return next.every((word) => !isOrdinary(word)) && next.filter((word) => !knows(plain(word))).length >= LEAST_STRANGE;
}

/** A password some words further on: a strong one anywhere, another one behind "is" or "here". */
function hasToken(clause: readonly string[]): boolean {
  return clause.some((word, at) => {
    if (LOOKS_LIKE_CODE.test(word)) return false;
    const before = clause[at - 1];
    return STRONG.test(word) || (before !== undefined && LINKS.has(plain(before)) && MIXED.test(word.replace(/[?!.]+$/, "")));
  });
}

/** Whether the first word that can be a password, or the one behind "is", is a strange one. */
function isStrange(clause: readonly string[], knows: (word: string) => boolean): boolean {
  const isNew = (word: string | undefined) => word !== undefined && plain(word).length > 2 && !isOrdinary(word) && !knows(plain(word));
  return isNew(clause[0]) || clause.some((word, at) => LINKS.has(plain(word)) && isNew(clause[at + 1]));
}

function clauseWords(text: string): readonly string[] {
  const end = text.search(CLAUSE_END);
  return (end < 0 ? text : text.slice(0, end)).split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
}

function isOrdinary(word: string): boolean {
  const bare = plain(word);
  return ORDINARY.has(bare) || OF.has(bare) || LINKS.has(bare);
}

function plain(word: string): string {
  return foldText(word).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
}

function listed(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
