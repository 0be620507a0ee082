import type { HomeView, KnownBlock } from "@slack/types";
import type { ListItem, ListReply, Locale } from "#core";
import { encodeIntent, LOCALES } from "#core";
import { createButtonMaker, DIVIDER, promptRows, quiet, row, title } from "./blocks.ts";
import { page, paragraphs, words } from "./rich-text.ts";
import { translatorFor } from "./translator-for.ts";
import { say } from "./words.ts";

/** The `action_id` of the search field, and of the button that opens the picker. */
export const HOME_SEARCH = "home.search";
export const HOME_FIND = "home.find";

/** An article that somebody was shown. */
export interface RecentAnswer {
  readonly article: string;
  readonly title: string;
}

/** What a person sees in the home. */
export interface HomeContent {
  readonly locale: Locale;
  readonly command: string;
  /** The direct message with this person: what is pressed here is answered there. */
  readonly conversation: string;
  readonly runs: ListReply;
  readonly recent: readonly RecentAnswer[];
  /** Whether messages of channels reach the bot that are not said to it. */
  readonly hearsChannels: boolean;
}

/** The rest is behind the button to all. */
const MOST_OWN = 10;
const MOST_OTHERS = 5;

const plain = (text: string) => ({ type: "plain_text" as const, text, emoji: false });

/** The home: search, open runs, recent answers, the language, and what the bot can read. */
export function drawHome({ locale, command, conversation, runs, recent, hearsChannels }: HomeContent): HomeView {
  const buttons = createButtonMaker(locale);
  const t = translatorFor(locale);
  const own = runs.items.filter(({ isOwn }) => isOwn === true);
  const others = runs.items.filter(({ isOwn }) => isOwn !== true);
  const runRow = ({ label, detail, prompt }: ListItem) => row(detail === undefined ? label : `${label}\n${detail}`, buttons.short(prompt));
  const heading = (text: string) => page(paragraphs([words(text, { bold: true })]));
  const blocks: readonly KnownBlock[] = [
    ...title(say(locale, "home.title")),
    ...page(paragraphs([words(say(locale, "home.intro", { command }))])),
    {
      type: "input",
      block_id: HOME_SEARCH,
      label: plain(say(locale, "home.search")),
      dispatch_action: true,
      element: {
        type: "plain_text_input",
        action_id: HOME_SEARCH,
        placeholder: plain(say(locale, "home.search.placeholder")),
        max_length: 3000,
        dispatch_action_config: { trigger_actions_on: ["on_enter_pressed"] },
      },
    },
    {
      type: "actions",
      elements: [
        { type: "button", text: plain(say(locale, "find.title")), action_id: HOME_FIND, value: FIND_VALUE },
        buttons.labelled({ label: t.text("prompt.list"), intent: { kind: "list" } }),
        buttons.labelled({ label: t.text("prompt.help"), intent: { kind: "help" } }),
      ],
    },
    DIVIDER,
    ...heading(say(locale, "home.runs")),
    // Nothing open at all, or the store out of reach: the title says which.
    ...(runs.items.length === 0 ? quiet([runs.title]) : own.length === 0 ? quiet([say(locale, "home.runs.own.none")]) : []),
    ...own.slice(0, MOST_OWN).map(runRow),
    ...(others.length === 0 ? [] : heading(say(locale, "home.runs.others"))),
    ...others.slice(0, MOST_OTHERS).map(runRow),
    ...(runs.items.length === 0 ? [] : promptRows([{ label: t.text("prompt.runs"), intent: { kind: "runs" } }], buttons)),
    DIVIDER,
    ...heading(say(locale, "home.recent")),
    ...(recent.length === 0 ? quiet([say(locale, "home.recent.none")]) : []),
    ...recent.map(({ article, title: name }) => row(name, buttons.short({ label: name, intent: { kind: "open", article } }))),
    DIVIDER,
    ...heading(say(locale, "home.language")),
    {
      type: "actions",
      elements: LOCALES.map((one) =>
        buttons.labelled({ label: translatorFor(one).text("language.name"), intent: { kind: "language", locale: one } }),
      ),
    },
    DIVIDER,
    ...heading(say(locale, "home.reads")),
    ...quiet([say(locale, "home.reads.text")]),
    ...(hearsChannels ? quiet([say(locale, "home.reads.channels")]) : []),
  ];
  return { type: "home", private_metadata: conversation, blocks: [...blocks] };
}

/** A button must carry something; this one only opens the picker. */
const FIND_VALUE = encodeIntent({ kind: "list" });
