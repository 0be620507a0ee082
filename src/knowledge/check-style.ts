import type { Locale } from "../i18n/locale.ts";
import { LOCALES } from "../i18n/locale.ts";
import { parseRichText, textOf } from "../rich-text.ts";
import type { Article } from "./article.ts";
import { localizedTexts } from "./check-articles.ts";
import type { Complaint } from "./complaint.ts";
import { fieldName } from "./complaint.ts";

/** Words of the article itself before the card's first button; the bot's own words come on top, 75 together. */
const CARD_WORDS = 52;
const LONGEST_SENTENCE: Readonly<Record<Locale, number>> = { nl: 22, en: 25 };
const MEDIAN_SENTENCE = 12;

/** Dutch that nobody writes who thinks in Dutch: what is wrong, and what to write. Grows with every one that a reader finds. */
const CALQUES: readonly (readonly [RegExp, string])[] = [
  [/\bin orde om\b/i, '"om"'],
  [/\bzorg ervoor dat\b/i, 'say what to do: "controleer of", "zet ... aan"'],
  [/\bgelieve\b/i, "leave it out"],
  [/\boeps\b/i, "leave it out"],
  [/\bsucces(?:vol|volle|sen)?\b/i, '"gelukt"'],
  [/\badresseer(?:t|de)?\b/i, '"oplossen"'],
  [/\bis niet langer\b/i, '"is niet meer"'],
  [/\bmaakt? zeker\b/i, '"controleer"'],
  [/\bneem(?:t)? plaats\b/i, '"gebeurt"'],
  [/\btijdelijke oplossing\b/i, '"oplossing"'],
  [/\bwerkbelasting/i, '"workload"'],
  [/\bkluis referentie/i, '"kluisreferenties"'],
  [/\b(?:herstel punt|momentop name|beveiligings groep|opslag groep|register sleutel)/i, "one word"],
  [/\bregisterinvoer\b/i, '"registerwaarde" or "registeritem"'],
  [/\bopslagpool\b/i, '"opslaggroep"'],
  [/\bbeschermings/i, '"beveiligings"'],
  [/\bkraslocatie\b|\bmap met krassen\b/i, '"scratchmap"'],
  [/\boverweeg om\b/i, "say what to do"],
  [/\bin het geval dat\b/i, '"als"'],
  [/\bmet betrekking tot\b/i, '"over" or "van"'],
  [/\bten einde\b|\bteneinde\b/i, '"om"'],
  [/\bdoor middel van\b/i, '"met" or "door"'],
  [/\bmiddels\b/i, '"met"'],
  [/\bvoer(?:t)? (?:u )?een herstart uit\b/i, '"start opnieuw"'],
  [/\bhet is (?:aan te raden|aanbevolen)\b/i, "say what to do"],
  [/\bu dient\b|\bdient u\b/i, '"moet" or the imperative'],
  [/\bgefaald\b|\bfaalt\b|\bfalen\b/i, '"mislukt" or "lukt niet"'],
  [/\brunt\b|\brunnen\b/i, '"draait"'],
  [/\bchecken?\b/i, '"controleer"'],
  [/\bklikken op\b/i, '"klik op" or "kies"'],
  [/\bgeadviseerd\b/i, "say what to do"],
  [/\bsimpelweg\b|\beenvoudigweg\b/i, "leave it out"],
  [/\bmachinaal\b/i, "leave it out"],
  [/\bvoor het geval dat\b/i, '"als"'],
  [/\bop een later tijdstip\b/i, '"later"'],
  [/\bde reden hiervoor is\b/i, '"want" or "doordat"'],
  [/\bnaar de (?:nieuwste|laatste) versie updaten\b/i, '"bijwerken"'],
  [/\bupdate (?:de|het) \b/i, '"werk ... bij"'],
  [/\bu\b|\buw\b/i, "leave the reader out, or use the imperative"],
  [/\bgeraakt zijn\b|\bzijn geraakt\b/i, '"nog goed zijn" or "beschadigd"'],
  [/\bstaat er (?:nu )?heel\b/i, '"staat er volledig"'],
  [/\bde weg (?:via|in|door|naar)\b|\bdie weg (?:kan|is)\b/i, '"manier" or, for menus, "klikpad"'],
  [/\bweiger(?:t|en) (?:hier|daar|op een)\b|\bdie weiger(?:t|en) (?:hier|daar)\b/i, '"werkt hier niet"'],
  [/\bstop (?:dan )?hier\b/i, '"stop dan"'],
  [/\bals (?:een )?proef\b/i, '"als test"'],
  [/\bnoteer het ook als\b/i, '"ontbreekt die, noteer dat dan"'],
  [/\bvoer(?:t)?\b[^.!?]*\bconsistentiecontrole\b[^.!?]*\buit\b|\bconsistentiecontrole uitvoeren\b/i, '"start een consistentiecontrole"'],
  [/\bvoer dit uit\b/i, '"voer deze opdracht uit"'],
  [/\baan sta(?:at|an)\b/i, '"aanstaat", "aanstaan": one word'],
  [/\bmet detail\b/i, '"met ... in de details"'],
  [/\b(?:de|deze) fout (?:kwam\b|komt (?:alleen|soms|ook|als)\b)/i, '"treedt op" or "verschijnt"'],
  [/\bregistreer(?:t|en)?\b[^.!?]*\bin (?:de|dezelfde|een) kluis\b|\bin (?:de|dezelfde|een) kluis (?:ge)?registre/i, '"bij de kluis"'],
  [/\bin Azure Portal\b/i, '"in de Azure Portal"'],
  [/\bbij Monitoring\b/i, '"in Monitoring"'],
  [/\bop het minimum of hoger\b/i, '"minstens op het minimum"'],
  [/\bvakje voor verwijderen\b/i, '"vakje dat gegevens wist"'],
  [/\bwaarden? noem(?:t|en)\b/i, '"in de waarde staat"'],
  [/\bvanuit een opdrachtprompt als administrator\b/i, '"open een opdrachtprompt als administrator en ..."'],
  [/\bvirusscanner/i, '"antivirussoftware"'],
];

/**
 * What makes an article hard to read at 03:00: long sentences, a card that is too long, Dutch that smells of translation.
 *
 * Judged by the tests and by `npm run knowledge`, not at start: a long sentence is no reason to leave an administrator without answers.
 */
export function checkStyle(article: Article): Complaint[] {
  return [...checkSentences(article), ...checkCardLength(article), ...checkCalques(article)];
}

function complaintAbout(article: Article, path: readonly PropertyKey[], problem: string): Complaint {
  return { file: `${article.id}.yaml`, field: fieldName(path), problem };
}

function checkSentences(article: Article): Complaint[] {
  const complaints = LOCALES.flatMap((locale) =>
    localizedTexts(article).flatMap(({ path, value }) =>
      sentencesOf(value[locale])
        .filter((sentence) => countWords(sentence) > LONGEST_SENTENCE[locale])
        .map((sentence) =>
          complaintAbout(
            article,
            [...path, locale],
            `${countWords(sentence)} words in one sentence, at most ${LONGEST_SENTENCE[locale]}: "${sentence}"`,
          ),
        ),
    ),
  );
  const median = medianSentence([article], "nl");
  return median <= MEDIAN_SENTENCE
    ? complaints
    : [...complaints, complaintAbout(article, [], `the median Dutch sentence has ${median} words, at most ${MEDIAN_SENTENCE}`)];
}

function checkCardLength(article: Article): Complaint[] {
  return LOCALES.flatMap((locale) => {
    const first = article.paths[0]?.steps[0];
    const parts = [article.title, article.impact, article.cause, first?.do, first?.expect];
    const words = parts.reduce((sum, part) => sum + (part === undefined ? 0 : countWords(textOf(parseRichText(part[locale])))), 0);
    return words <= CARD_WORDS
      ? []
      : [
          complaintAbout(
            article,
            ["title"],
            `${words} ${locale} words in title, impact, cause and first step together: at most ${CARD_WORDS}`,
          ),
        ];
  });
}

function checkCalques(article: Article): Complaint[] {
  const texts = [
    ...localizedTexts(article).map(({ path, value }) => ({ path: [...path, "nl"], text: value.nl })),
    ...(article.collect?.nl ?? []).map((text, index) => ({ path: ["collect", "nl", index], text })),
  ];
  return texts.flatMap(({ path, text }) =>
    CALQUES.filter(([pattern]) => pattern.test(withoutCode(text))).map(([pattern, instead]) =>
      complaintAbout(article, path, `"${pattern.exec(withoutCode(text))?.[0]}" smells of translation: ${instead}`),
    ),
  );
}

/** The middle length, in words, of all sentences of the articles' texts in one language. */
export function medianSentence(articles: readonly Article[], locale: Locale): number {
  const lengths = articles
    .flatMap((article) => localizedTexts(article).flatMap(({ value }) => sentencesOf(value[locale])))
    .map(countWords)
    .sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)] ?? 0;
}

/** A code span counts as one word: a path is not read, it is copied. */
function withoutCode(markdown: string): string {
  return parseRichText(markdown)
    .map((span) => (span.kind === "code" ? "code" : span.text))
    .join("");
}

function sentencesOf(markdown: string): string[] {
  return withoutCode(markdown)
    .split(/(?<=[.!?:;])\s+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
