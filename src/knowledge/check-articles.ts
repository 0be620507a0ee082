import type { Localized } from "../i18n/locale.ts";
import { LOCALES } from "../i18n/locale.ts";
import { parseRichText } from "../rich-text.ts";
import { FIRST_AGENT_ID } from "./agent-id.ts";
import type { Article } from "./article.ts";
import type { Complaint } from "./complaint.ts";
import { fieldName } from "./complaint.ts";

/** The hosts an article may send a reader to. */
export const LINK_HOSTS: readonly string[] = [
  "aka.ms",
  "go.microsoft.com",
  "knowledge.broadcom.com",
  "learn.microsoft.com",
  "support.microsoft.com",
  "techcommunity.microsoft.com",
];
const TITLE_CHARACTERS = 60;

/** What must hold over all articles together, and within each beyond its shape, in file order. Ids of files that could not be read are no strangers. */
export function checkArticles(articles: readonly Article[], unreadable: readonly string[] = []): Complaint[] {
  const ids = new Set([...articles.map(({ id }) => id), ...unreadable]);
  return articles.flatMap((article) => [
    ...checkCodes(article),
    ...checkTexts(article),
    ...checkRisks(article),
    ...checkRelations(article, ids, articles),
  ]);
}

function complaintAbout(article: Article, path: readonly PropertyKey[], problem: string): Complaint {
  return { file: `${article.id}.yaml`, field: fieldName(path), problem };
}

function checkCodes(article: Article): Complaint[] {
  const codes = article.codes ?? [];
  const values = codes.map(Number);
  const repeated = codes.filter((code, index) => codes.indexOf(code) !== index);
  const lonely = codes.filter((_, index) => {
    const value = values[index] as number;
    const isAgentId = value >= FIRST_AGENT_ID && value < 2 ** 31;
    return isAgentId && values.filter((other) => other === value).length < 2;
  });
  const neighbours = (article.relatedCodes ?? []).filter((code) => values.includes(Number(code)));
  const strangers = (article.genericCodes ?? []).filter(({ code }) => !codes.includes(code));
  return [
    ...repeated.map((code) => complaintAbout(article, ["codes"], `"${code}" stands there twice`)),
    ...lonely.map((code) =>
      complaintAbout(article, ["codes"], `"${code}" needs its ${code.startsWith("0x") ? "decimal" : "hexadecimal"} twin`),
    ),
    ...neighbours.map((code) => complaintAbout(article, ["relatedCodes"], `"${code}" is one of its own codes`)),
    ...strangers.map(({ code }) => complaintAbout(article, ["genericCodes"], `"${code}" is missing from codes`)),
  ];
}

function checkTexts(article: Article): Complaint[] {
  const complaints: Complaint[] = [];
  for (const locale of LOCALES) {
    const length = article.title[locale].length;
    if (length > TITLE_CHARACTERS) {
      complaints.push(complaintAbout(article, ["title", locale], `${length} characters: at most ${TITLE_CHARACTERS}`));
    }
  }
  for (const { path, value } of localizedTexts(article)) {
    const [nl, en] = [technicalParts(value.nl), technicalParts(value.en)];
    if (nl.join("\n") !== en.join("\n")) {
      complaints.push(complaintAbout(article, path, `code and links must be the same in nl and en: ${describeDifference(nl, en)}`));
    }
  }
  for (const { path, url } of links(article)) {
    const { hostname } = new URL(url);
    if (!LINK_HOSTS.includes(hostname)) {
      complaints.push(
        complaintAbout(article, path, `links to ${hostname}, which is not on the list of hosts (src/knowledge/check-articles.ts)`),
      );
    }
  }
  return complaints;
}

function checkRisks(article: Article): Complaint[] {
  return article.paths.flatMap((path, pathIndex) =>
    path.steps.flatMap((step, stepIndex) => {
      const field = ["paths", pathIndex, "steps", stepIndex, "risk"];
      if (step.risk.includes("safe") && step.risk.length > 1) {
        return [complaintAbout(article, field, "a step is either safe or carries its risks, not both")];
      }
      if (step.risk.includes("weakens-security") && step.undo === undefined) {
        return [complaintAbout(article, field, "a step that weakens security needs an undo")];
      }
      return [];
    }),
  );
}

function checkRelations(article: Article, ids: ReadonlySet<string>, articles: readonly Article[]): Complaint[] {
  const complaints: Complaint[] = article.related.flatMap(({ id }, index) => {
    if (!ids.has(id)) return [complaintAbout(article, ["related", index, "id"], `there is no article "${id}"`)];
    if (id === article.id) return [complaintAbout(article, ["related", index, "id"], "an article is not related to itself")];
    return [];
  });
  if (article.tellApart === undefined) {
    const mine = new Set(claims(article));
    for (const other of articles) {
      const shared = other.id === article.id ? undefined : claims(other).find((claim) => mine.has(claim));
      if (shared !== undefined) {
        complaints.push(complaintAbout(article, ["tellApart"], `"${shared}" is also claimed by ${other.id}: say what tells them apart`));
      }
    }
  }
  return complaints;
}

/** The numbers and names by which an article can be asked for. */
function claims(article: Article): readonly string[] {
  return [...(article.codes ?? []).map((code) => String(Number(code))), ...(article.names ?? []).map((name) => name.toLowerCase())];
}

/** Every text of an article that stands in both languages, with its place. */
export function localizedTexts(article: Article): { readonly path: readonly PropertyKey[]; readonly value: Localized }[] {
  const texts: { path: readonly PropertyKey[]; value: Localized }[] = [];
  const collect = (value: unknown, path: readonly PropertyKey[]): void => {
    if (value === null || typeof value !== "object") return;
    if ("nl" in value && "en" in value) {
      if (typeof value.nl === "string" && typeof value.en === "string") texts.push({ path, value: { nl: value.nl, en: value.en } });
      return;
    }
    for (const [key, child] of Object.entries(value)) collect(child, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  collect(article, []);
  return texts;
}

/** Code and link addresses of a text, in a fixed order: languages may put them in another one. */
function technicalParts(markdown: string): string[] {
  return parseRichText(markdown)
    .flatMap((span) => (span.kind === "code" ? [`\`${span.text}\``] : span.kind === "link" ? [span.url] : []))
    .sort();
}

function describeDifference(nl: readonly string[], en: readonly string[]): string {
  const onlyNl = nl.filter((part) => !en.includes(part));
  const onlyEn = en.filter((part) => !nl.includes(part));
  if (onlyNl.length + onlyEn.length === 0) return "one of them stands there more often";
  return [...onlyNl.map((part) => `${part} only in nl`), ...onlyEn.map((part) => `${part} only in en`)].join(", ");
}

function links(article: Article): { path: readonly PropertyKey[]; url: string }[] {
  const steps = article.paths.flatMap((path, pathIndex) =>
    path.steps.flatMap((step, stepIndex) =>
      step.link === undefined ? [] : [{ path: ["paths", pathIndex, "steps", stepIndex, "link"], url: step.link }],
    ),
  );
  const inline = localizedTexts(article).flatMap(({ path, value }) =>
    parseRichText(value.en).flatMap((span) => (span.kind === "link" ? [{ path, url: span.url }] : [])),
  );
  const sources = [article.source, ...(article.source.also ?? [])].map(({ url }) => ({ path: ["source", "url"], url }));
  return [...steps, ...inline, ...sources];
}
