import type { Article } from "#core";
import { foldText } from "../../src/text/normalize.ts";
import { seeded } from "./statistics.ts";

/**
 * Articles of other products, made up to be confusable: they break the way ours do, in the same words, with a vocabulary around
 * them that grows as a real one does: the words of our own articles by frequency, then a long tail of made-up ones.
 */

interface Both {
  readonly nl: string;
  readonly en: string;
}

const both = (list: string): readonly Both[] =>
  list
    .trim()
    .split("\n")
    .map((line) => {
      const [nl = "", en = ""] = line.split("/").map((part) => part.trim());
      return { nl, en };
    });

const THINGS = both(`
replica / replica
momentopname / snapshot
kluis / vault
opslagpool / storage pool
agent / agent
herstelpunt / recovery point
wachtwoordzin / passphrase
beveiligingsgroep / protection group
registratie / registration
proxy / proxy
catalogus / catalog
cachemap / cache folder
systeemstatus / system state
virtuele machine / virtual machine
databank / database
postvak / mailbox
licentie / licence
tape / tape
netwerkshare / network share
certificaat / certificate
back-upbeleid / backup policy
e-mailmelding / email notification
VSS-schrijver / VSS writer
indexvolume / index volume
`);

const FAILURES = both(`
is inconsistent / is inconsistent
is vol / is full
kan niet worden gemaakt / could not be created
is niet gevonden / was not found
reageert niet / does not respond
is verlopen / has expired
is ongeldig / is invalid
wordt geweigerd / was denied access
is teruggedraaid / was rolled back
kan niet worden gewijzigd / could not be modified
is niet gereed / is not ready
is onbereikbaar / is unreachable
mislukt met een interne fout / failed with an internal error
wordt al gebruikt / is already in use
is beschadigd / is corrupt
kan niet worden opgesomd / could not be enumerated
komt niet overeen / does not match
loopt vast / hangs
`);

const DOINGS = both(`
bij het instellen van de beveiliging / while setting up protection
tijdens de nachtelijke back-up / during the nightly backup
bij het terugzetten / during a restore
na een update van de agent / after an update of the agent
bij het registreren van de server / while registering the server
na een stroomstoring / after a power cut
`);

const STEPS = both(`
Start de service opnieuw / Restart the service
Controleer de vrije ruimte op het volume / Check the free space on the volume
Voer een consistentiecontrole uit / Run a consistency check
Download de kluisreferenties opnieuw / Download the vault credentials again
Controleer de proxyinstellingen / Check the proxy settings
Sluit de map uit van de virusscanner / Exclude the folder from the antivirus scanner
Registreer de server opnieuw / Register the server again
Bekijk het logboek / Read the event log
`);

const SYLLABLES = {
  nl: "aan ver ge be op ont lijk heid ing en schap krijg werk stuur loop dracht voer stel druk houd breek waar tijd veld bord schijf laag kant vang net".split(
    " ",
  ),
  en: "re con pro de in ter ment tion ly er able press form ject tract duct spect port vert cess fer mit struct scribe fold line gate mark stream pool".split(
    " ",
  ),
} as const;
const NAMES = "nor tex vel ora quan dru zen pha lio mar kes tro bi xan fel rim sol vax hen pir".split(" ");
const MOST_PRODUCTS = 40;
const VOCABULARY = 15_000;
const FIRST_CODE = 400_000;
const CODE_SPREAD = 590_000;

/** The real articles and as many made-up ones as are missing; the same ones for the same size. Codes of `taken` are given to nobody. */
export function growTo(size: number, real: readonly Article[], taken: ReadonlySet<number>): readonly Article[] {
  const random = seeded(size);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const words = {
    nl: makeVocabulary(wordsByFrequency(real, "nl"), SYLLABLES.nl, pick),
    en: makeVocabulary(wordsByFrequency(real, "en"), SYLLABLES.en, pick),
  };
  const products = [
    ...new Set(Array.from({ length: 3 * MOST_PRODUCTS }, () => capital(`${pick(NAMES)}${pick(NAMES)}${pick(NAMES)}`))),
  ].slice(0, MOST_PRODUCTS);
  const used = new Set(taken);
  const seen = new Set<string>();
  /** Zipf: the word of rank n is said one nth as often as the first. */
  const say = (locale: "nl" | "en", count: number) =>
    Array.from({ length: count }, () => words[locale][Math.floor(VOCABULARY ** random()) - 1] as string).join(" ");
  const saidBoth = (make: (locale: "nl" | "en") => string): Both => ({ nl: make("nl"), en: make("en") });
  const grown: Article[] = [];
  while (real.length + grown.length < size) {
    const [product, thing, failure, doing] = [pick(products), pick(THINGS), pick(FAILURES), pick(DOINGS)];
    const key = `${product} ${thing.en} ${failure.en}`;
    if (seen.has(key)) continue;
    seen.add(key);
    let code = 0;
    do code = FIRST_CODE + Math.floor(random() * CODE_SPREAD);
    while (used.has(code));
    used.add(code);
    const id = `grown-${grown.length}`;
    const problem = (locale: "nl" | "en") => `${thing[locale]} ${failure[locale]}`;
    const step = (): Article["paths"][number]["steps"][number] => {
      const base = pick(STEPS);
      return {
        do: saidBoth((locale) => `${base[locale]} ${say(locale, 8)}.`),
        where: "mabs-server",
        takes: "minutes",
        risk: ["safe"],
        basis: "ours",
      };
    };
    grown.push({
      id,
      row: id,
      products: ["mabs"],
      operation: "backup",
      codes: [String(code), `0x${code.toString(16).toUpperCase()}`],
      names: [capital(product) + capital(pick(words.en)) + capital(pick(words.en)) + capital(pick(words.en))],
      title: saidBoth((locale) => `${product}: ${problem(locale)}`),
      impact: saidBoth((locale) => `${product} ${say(locale, 10)}.`),
      cause: saidBoth((locale) => `${capital(thing[locale])} ${say(locale, 12)}.`),
      messages: { nl: [], en: [`${product} ${problem("en")} ${doing.en} (${say("en", 4)})`] },
      asked: {
        nl: [`${product} ${problem("nl")} ${doing.nl}`, ...Array.from({ length: 3 }, () => `${thing.nl} ${say("nl", 3)} ${product}`)],
        en: [`${product} ${problem("en")} ${doing.en}`, ...Array.from({ length: 3 }, () => `${thing.en} ${say("en", 3)} ${product}`)],
      },
      paths: [{ title: saidBoth((locale) => `${product} ${say(locale, 2)}`), kind: "steps", steps: [step(), step(), step()] }],
      related: [],
      source: {
        title: product,
        url: "https://example.org",
        repository: "none",
        asOf: "2026-11-24",
        licence: "CC-BY-4.0",
        changed: true,
        corrections: [],
      },
      checkedOn: "2026-11-24",
    });
  }
  return [...real, ...grown];
}

/** The numbers that stand in a text: none of them may become a code of a made-up article. */
export function numbersIn(text: string): readonly number[] {
  return (text.match(/0x[0-9a-f]+|\d+/gi) ?? []).map(Number);
}

/** The words of our own articles in a language, the most frequent first. */
function wordsByFrequency(articles: readonly Article[], locale: "nl" | "en"): readonly string[] {
  const counts = new Map<string, number>();
  for (const { title, impact, cause, asked, paths } of articles) {
    const texts = [title, impact, ...(cause === undefined ? [] : [cause]), ...paths.flatMap(({ steps }) => steps.map((step) => step.do))];
    for (const text of [...texts.map((one) => one[locale]), ...asked[locale]])
      for (const [word] of foldText(text).matchAll(/\p{L}+/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1)).map(([word]) => word);
}

/** A vocabulary by rank: known words first, then made-up ones that grow longer the rarer they are. */
function makeVocabulary(
  known: readonly string[],
  syllables: readonly string[],
  pick: <Item>(items: readonly Item[]) => Item,
): readonly string[] {
  const words = new Set(known);
  while (words.size < VOCABULARY) {
    const length = 2 + Math.floor(Math.log10(words.size + 1) / 1.6);
    words.add(Array.from({ length }, () => pick(syllables)).join(""));
  }
  return [...words];
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
