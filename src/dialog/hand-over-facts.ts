import type { Article } from "../knowledge/article.ts";
import type { HandOverForm } from "../reply.ts";
import { parseRichText, textOf } from "../rich-text.ts";
import { waysInOrder } from "../run/ways.ts";
import type { Person, TrailLine } from "../state/store.ts";
import { headingOf } from "./article-parts.ts";
import { localDate, localDateTime, localTime } from "./local-time.ts";
import type { RunContext, RunSight } from "./run-context.ts";
import { nameOf } from "./run-context.ts";
import { placeName, positionOf } from "./run-words.ts";

/** What a hand-over says, before it is written in one of its forms. */
export interface HandOverFacts {
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly sections: readonly { readonly label: string; readonly items: readonly string[] }[];
  /** The same for programs. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Together they fit in one message of every platform. */
const MOST_LINES = 40;
const MOST_LEFT = 12;
/** Of a step that was tried its beginning is enough; the article has the rest. */
const LONGEST_ACTION = 80;

/** Gathers what was tried, what is left, and what was changed and not put back. */
export function handOverFacts(context: RunContext, sight: RunSight, trail: readonly TrailLine[], form: HandOverForm): HandOverFacts {
  const { t, locale, zone } = context;
  const { article, state, status, record } = sight;
  const isSupport = form === "support";
  // Support needs no names, and reads UTC everywhere.
  const name = (person: Person) => (isSupport ? t.text("handOver.admin") : nameOf(context, person));
  const time = (at: Date) => (isSupport ? utc(at) : localDateTime(at, locale, zone));
  const firstDay = record && localDate(record.startedAt, locale, zone);
  const clock = (at: Date) => {
    if (isSupport) return utc(at);
    return localDate(at, locale, zone) === firstDay ? localTime(at, locale, zone) : localDateTime(at, locale, zone);
  };
  const heading = article === undefined ? undefined : headingOf(article, t);
  const isAtStep = article !== undefined && status === "open" && (state.phase === "step" || state.phase === "waiting");
  const standing = [t.text(`handOver.state.${status}`), ...(isAtStep ? [positionOf(context, article, state)] : [])].join(" · ");
  const codes = [heading?.code, heading?.name].filter((one) => one !== undefined).join(" · ");
  const fix = trail.findLast((line) => line.what === "fixedBy" && line.path !== undefined && line.step !== undefined);
  const lines = trail.map((line) => trailWords(context, article, line, name, clock));
  const left = article === undefined || status === "solved" ? [] : untried(context, sight, article);
  const changed = article === undefined ? [] : stillChanged(context, sight, article);
  const collect = article?.collect?.[locale] ?? [
    t.text("notFound.collect.version"),
    t.text("notFound.collect.text"),
    t.text("notFound.collect.log"),
  ];
  const list = (items: readonly string[], most: number) =>
    items.length === 0
      ? [t.text("handOver.nothing")]
      : [...items.slice(0, most), ...(items.length > most ? [t.text("handOver.more", { count: items.length - most })] : [])];
  const earlier = Math.max(0, lines.length - MOST_LINES);
  return {
    title: record === undefined ? t.text("handOver.titleUnsaved") : t.text("handOver.title", { number: record.number }),
    facts: [
      { label: t.text("handOver.problem"), value: heading?.title ?? t.text("run.heading.unknown") },
      ...(article === undefined ? [] : [{ label: t.text("handOver.article"), value: article.id }]),
      ...(codes === "" ? [] : [{ label: t.text("handOver.codes"), value: codes }]),
      { label: t.text("handOver.state"), value: standing },
      ...(record === undefined || isSupport
        ? []
        : [
            {
              label: t.text("handOver.holder"),
              value: t.text("handOver.since", { name: name(record.holder), time: clock(new Date(state.heldSince)) }),
            },
          ]),
      ...(record === undefined
        ? []
        : [
            {
              label: t.text("handOver.begun"),
              value: `${time(record.startedAt)}${isSupport ? "" : ` (${utc(record.startedAt)})`}`,
            },
          ]),
      ...(fix === undefined || article === undefined
        ? []
        : [{ label: t.text("handOver.fix"), value: placeName(context, article, { path: fix.path ?? 0, step: fix.step ?? 0 }) }]),
      { label: t.text("handOver.versions"), value: t.text("handOver.versions.text") },
    ],
    sections: [
      {
        label: t.text("handOver.tried"),
        items: [...(earlier === 0 ? [] : [t.text("handOver.earlier", { count: earlier })]), ...list(lines.slice(-MOST_LINES), MOST_LINES)],
      },
      ...(status === "solved" ? [] : [{ label: t.text("handOver.left"), items: list(left, MOST_LEFT) }]),
      { label: t.text("handOver.changed"), items: list(changed, MOST_LEFT) },
      ...(isSupport || article === undefined ? [{ label: t.text("handOver.collect"), items: [...collect] }] : []),
    ],
    data: {
      ...{ run: record?.number ?? null, article: article?.id ?? null, title: heading?.title ?? null, codes: article?.codes ?? [] },
      ...{ status, position: isAtStep ? { path: state.path, step: state.step } : null, zone },
      holder: record === undefined ? null : name(record.holder),
      startedAt: record?.startedAt.toISOString() ?? null,
      trail: trail.map(({ at, by, ...line }) => ({ at: at.toISOString(), local: localDateTime(at, locale, zone), by: name(by), ...line })),
      left,
      changedNotPutBack: changed,
    },
  };
}

function trailWords(
  context: RunContext,
  article: Article | undefined,
  { at, by, what, path, step, reason, words }: TrailLine,
  name: (person: Person) => string,
  clock: (at: Date) => string,
): string {
  const { t, locale } = context;
  const place = path === undefined || step === undefined ? undefined : { path, step };
  const action = place && shorten(textOf(parseRichText(article?.paths[place.path]?.steps[place.step]?.do[locale] ?? "")));
  const where =
    place === undefined || article === undefined
      ? ""
      : ` (${placeName(context, article, place)}${action === undefined || action === "" ? "" : `: ${action}`})`;
  const said = what === "fixedBy" && place === undefined ? t.text("trail.fixedByUnknown") : t.text(`trail.${what}`);
  const why = [reason && t.text(`run.reason.${reason}`), words].filter((one) => one !== undefined).join(", ");
  return `${clock(at)} ${name(by)}: ${said}${why === "" ? "" : `: ${why}`}${where}`;
}

/** To the second, as logs of servers are read. */
function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

function shorten(text: string): string {
  return text.length <= LONGEST_ACTION ? text : `${text.slice(0, LONGEST_ACTION - 1).trimEnd()}…`;
}

function untried(context: RunContext, { state }: RunSight, article: Article): readonly string[] {
  return waysInOrder(article).flatMap((path) =>
    (article.paths[path]?.steps ?? []).flatMap((one, step) => {
      const isTried = state.outcomes.some((outcome) => outcome.path === path && outcome.step === step && outcome.outcome !== "skipped");
      return isTried ? [] : [`${placeName(context, article, { path, step })}: ${one.do[context.locale]}`];
    }),
  );
}

function stillChanged(context: RunContext, { state }: RunSight, article: Article): readonly string[] {
  const { t, locale } = context;
  return state.changed
    .filter(({ now }) => now !== "putBack")
    .map((place) => {
      const step = article.paths[place.path]?.steps[place.step];
      const undo = step?.undo === undefined ? "" : ` ${t.text("answer.undo")}: ${step.undo[locale]}`;
      return `${placeName(context, article, place)}: ${step?.do[locale] ?? ""}${undo}`;
    });
}
