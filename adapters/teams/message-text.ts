import type { Activity } from "./activity.ts";
import { decodeEntities } from "./entities.ts";
import { inLowerCase, tidyLines } from "./html-text.ts";

/** A mention as it stands in a text, from one place to another. */
interface Tag {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  /** Which entity it is, where the tag says so. */
  readonly index: number | undefined;
}

/**
 * What a person typed: the bot's own mention is taken out, other people's names stay, and what Teams escaped reads as it was typed.
 *
 * Teams writes a mention as <at>name</at> and escapes what people type, so a typed "<at>" never counts as one.
 */
export function messageText({ text = "", entities, recipient }: Activity, isSelf: (id: string) => boolean): string {
  const tags = tagsIn(text);
  const own = ownTags(tags, entities, isSelf, recipient?.name);
  const parts: string[] = [];
  let at = 0;
  for (const tag of tags) {
    parts.push(text.slice(at, tag.from), own.has(tag) ? " " : tag.name);
    at = tag.to;
  }
  return tidy([...parts, text.slice(at)].join(""));
}

/** The mentions in a text, in one pass: an end that is not there is looked for once. */
function tagsIn(text: string): readonly Tag[] {
  const lower = inLowerCase(text);
  const tags: Tag[] = [];
  for (let from = lower.indexOf("<at"); from !== -1; ) {
    const next = lower[from + 3] ?? "";
    if (next !== ">" && next.trim() !== "") {
      from = lower.indexOf("<at", from + 3);
      continue;
    }
    const open = lower.indexOf(">", from);
    const close = open === -1 ? -1 : lower.indexOf("</at>", open);
    if (close === -1) break;
    const [, index] = /\bid\s*=\s*["']?(\d{1,3})/.exec(lower.slice(from, Math.min(open, from + 100))) ?? [];
    tags.push({ from, to: close + 5, name: text.slice(open + 1, close), index: index === undefined ? undefined : Number(index) });
    from = lower.indexOf("<at", close + 5);
  }
  return tags;
}

/**
 * The tags that mention the bot: by the names that its entities give it, else by its own name, else by the place of its entity.
 *
 * A name with "&" in it comes without a text, some clients leave out both, and a team can call the bot otherwise than its entity says.
 */
function ownTags(
  tags: readonly Tag[],
  entities: Activity["entities"],
  isSelf: (id: string) => boolean,
  known: string | undefined,
): ReadonlySet<Tag> {
  const mentions = entities.filter(({ type, mentioned }) => type === "mention" && mentioned !== undefined);
  const own = mentions.filter(({ mentioned }) => mentioned !== undefined && isSelf(mentioned.id));
  if (own.length === 0) return new Set();
  const called = (names: readonly (string | undefined)[]) => {
    const wanted = new Set(names.map((name) => nameOf(name ?? "")).filter((name) => name !== ""));
    return new Set(tags.filter(({ name }) => wanted.has(nameOf(name))));
  };
  const named = called(own.flatMap(({ mentioned, text }) => [mentioned?.name, ...tagsIn(text ?? "").map(({ name }) => name)]));
  if (named.size > 0) return named;
  const knownAs = called([known]);
  if (knownAs.size > 0) return knownAs;
  const isCounted = tags.length === mentions.length;
  return new Set(
    tags.filter((tag, place) => {
      const entity = mentions[tag.index ?? (isCounted ? place : -1)];
      return entity !== undefined && own.includes(entity);
    }),
  );
}

function nameOf(text: string): string {
  return tidy(text).toLowerCase();
}

function tidy(text: string): string {
  return tidyLines(decodeEntities(text).normalize("NFC"));
}
