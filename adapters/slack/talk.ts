import type { Bot, Delivery, Intent, ListReply, Locale, NoticeReply, Reply, Turn } from "#core";
import { createRecentMap } from "#core";
import { createAtMost } from "./at-most.ts";
import type { Asked, Deliver } from "./deliver.ts";
import type { RecentAnswer } from "./home.ts";
import { say } from "./words.ts";

/** Somebody in Slack, and the direct message with them. */
export interface Person {
  readonly team: string;
  readonly user: string;
  /** The direct message, where it is known; the id of the person reaches it too. */
  readonly direct?: string;
}

/** What is asked, with what only the listener knows of it. */
export interface Question extends Asked {
  /** The words are a message of somebody's, about which the bot was asked. */
  readonly isAboutMessage?: boolean;
}

/** Talks between people and the bot. */
export interface Talk {
  /**
   * Asks the bot and delivers what comes of it, as far as it is wanted, and `shown` as it is to be read. A failure is told to the one who asked.
   *
   * False where nothing came of it, or not all of it could be brought.
   */
  ask(question: Question, isWanted?: (delivery: Delivery) => boolean, shown?: (reply: Reply) => Reply): Promise<boolean>;
  /** Says something of Slack's own to the one who asked, in the language in which the bot would answer. */
  tell(asked: Asked, words: (locale: Locale) => string): Promise<boolean>;
  /** The language in which a turn would be answered. */
  localeFor(turn: Turn): Promise<Locale>;
  /** The language that a person reads. */
  localeOf(person: Person): Promise<Locale>;
  /** A turn in the direct message of a person, for what is pressed outside any conversation. */
  turnFor(person: Person, intent: Intent, eventId: string): Turn;
  /** The open runs, and the language that the person reads. */
  openRuns(person: Person): Promise<{ readonly runs: ListReply; readonly locale: Locale }>;
  /** What a person was shown lately, newest first. */
  recent(person: Person): readonly RecentAnswer[];
}

/** What talking is made of. */
export interface TalkParts {
  readonly bot: Promise<Bot>;
  readonly deliver: Deliver;
  /** The language of the settings. */
  readonly language?: Locale | undefined;
  /** Words for the one who asked that it failed; they give nothing away of why. */
  readonly apology: (error: unknown) => (locale: Locale) => string;
}

const MOST_PEOPLE = 2000;
/** All that wait for the one connection of the store wake up each time that it is free: a crowd there costs more than its work. */
const MOST_AT_ONCE = 8;
const MOST_RECENT = 5;

/** An answer with the question that led to it, where that was asked in private. */
interface Remembered extends RecentAnswer {
  readonly asked?: string;
}

/** Remembers, of this process, the names of people and what they were shown. */
export function createTalk({ bot, deliver, language, apology }: TalkParts): Talk {
  const few = createAtMost(MOST_AT_ONCE);
  const names = createRecentMap<string>(MOST_PEOPLE);
  const shown = createRecentMap<readonly Remembered[]>(MOST_PEOPLE);
  const directs = createRecentMap<string>(MOST_PEOPLE);
  const keyOf = (team: string, user: string) => `${team}/${user}`;
  let events = 0;

  /** A mention does not say a person's name; a command or a press before it did. */
  const known = (said: Turn): Turn => {
    const turn = language === undefined || said.localeHint !== undefined ? said : { ...said, localeHint: language };
    const key = keyOf(turn.tenant, turn.user.id);
    if (turn.conversation.startsWith("D")) directs.set(key, turn.conversation);
    if (turn.user.name !== undefined) {
      names.set(key, turn.user.name);
      return turn;
    }
    const name = names.get(key);
    return name === undefined ? turn : { ...turn, user: { ...turn.user, name } };
  };

  const remember = ({ tenant, user }: Turn, deliveries: readonly Delivery[], asked: string | undefined) => {
    for (const { reply } of deliveries) {
      if (reply.kind !== "answer") continue;
      const key = keyOf(tenant, user.id);
      const { article } = reply.evidence;
      const before = shown.get(key) ?? [];
      const question = asked ?? before.find((one) => one.article === article)?.asked;
      const one = { article, title: reply.heading.title, ...(question === undefined ? {} : { asked: question }) };
      shown.set(key, [one, ...before.filter((other) => other.article !== article)].slice(0, MOST_RECENT));
    }
  };

  /** What only the asker sees repeats the question: nobody sees it above. A press on its buttons is still about it. */
  const repeated = ({ turn, isAboutMessage = false }: Question, asked: string | undefined): Pick<Asked, "above" | "question"> => {
    if (turn.surface !== "command") return {};
    const before = (article: string) => shown.get(keyOf(turn.tenant, turn.user.id))?.find((one) => one.article === article)?.asked;
    const question = (reply: Reply): string | undefined => {
      switch (reply.kind) {
        case "answer":
          return asked ?? before(reply.evidence.article);
        case "steps":
          // "All steps" is no question that says anything.
          return before(reply.evidence.article) ?? asked;
        case "choices":
        case "notFound":
          return asked;
        default:
          return undefined;
      }
    };
    const above = (reply: Reply): string | undefined => {
      const words = question(reply);
      return words === undefined ? undefined : say(reply.locale, isAboutMessage ? "asked.message" : "asked", { asked: words });
    };
    return { above, question };
  };

  const turnFor = ({ team, user, direct }: Person, intent: Intent, eventId: string): Turn => ({
    ...{ platform: "slack", tenant: team, conversation: direct ?? directs.get(keyOf(team, user)) ?? user, user: { id: user } },
    ...{ eventId, at: new Date(), surface: "direct", intent },
  });

  const localeFor = async (turn: Turn): Promise<Locale> => {
    try {
      return await (await bot).localeFor(known(turn));
    } catch {
      return language ?? "en";
    }
  };
  const tell = async (asked: Asked, words: (locale: Locale) => string): Promise<boolean> => {
    const locale = await localeFor(asked.turn);
    const reply: NoticeReply = { kind: "notice", locale, text: [{ kind: "text", text: words(locale) }], prompts: [], furtherPrompts: [] };
    const { turn, responseUrl } = asked;
    return deliver.answer({ turn, ...(responseUrl === undefined ? {} : { responseUrl }) }, [{ reply, to: { kind: "here" } }]);
  };

  return {
    ...{ turnFor, localeFor, tell },
    localeOf: (person) => localeFor(turnFor(person, { kind: "help" }, "")),
    ask: async (question, isWanted = () => true, shownAs = (reply) => reply) => {
      const turn = known(question.turn);
      try {
        const ready = await bot;
        const deliveries = (await few(() => ready.handle(turn)))
          .filter(isWanted)
          .map((delivery) => ({ ...delivery, reply: shownAs(delivery.reply) }));
        if (deliveries.length === 0) return false;
        const asked = turn.surface === "command" ? ready.questionOf(turn) : undefined;
        remember(turn, deliveries, asked);
        return await deliver.answer({ ...repeated(question, asked), ...question, turn }, deliveries);
      } catch (error) {
        await tell(question, apology(error));
        return false;
      }
    },
    openRuns: async (person) => {
      events += 1;
      const turn = turnFor(person, { kind: "runs" }, `home.${process.pid}.${Date.now()}.${events}`);
      const [delivery] = await (await bot).handle(known(turn));
      const reply = delivery?.reply;
      if (reply?.kind !== "list") throw new Error("the open runs are no list");
      return { runs: reply, locale: reply.locale };
    },
    recent: ({ team, user }) => shown.get(keyOf(team, user)) ?? [],
  };
}
