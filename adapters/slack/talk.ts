import type { Bot, Delivery, Intent, ListReply, Locale, Turn } from "#core";
import { createRecentMap } from "#core";
import { createAtMost } from "./at-most.ts";
import type { Deliver } from "./deliver.ts";
import type { RecentAnswer } from "./home.ts";

/** Somebody in Slack, and the direct message with them. */
export interface Person {
  readonly team: string;
  readonly user: string;
  /** The direct message, where it is known; the id of the person reaches it too. */
  readonly direct?: string;
}

/** Talks between people and the bot. */
export interface Talk {
  /** Asks the bot and delivers what comes of it. A failure is told to the one who asked. */
  ask(asked: Parameters<Deliver["answer"]>[0], isWanted?: (delivery: Delivery) => boolean): Promise<readonly Delivery[]>;
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
  /** Tells the one who asked that it failed; gives nothing away of why. */
  readonly apologise: (asked: Parameters<Deliver["answer"]>[0], error: unknown) => Promise<void>;
}

const MOST_PEOPLE = 2000;
/** All that wait for the one connection of the store wake up each time that it is free: a crowd there costs more than its work. */
const MOST_AT_ONCE = 8;
const MOST_RECENT = 5;

/** Remembers, of this process, the names of people and what they were shown. */
export function createTalk({ bot, deliver, language, apologise }: TalkParts): Talk {
  const few = createAtMost(MOST_AT_ONCE);
  const names = createRecentMap<string>(MOST_PEOPLE);
  const shown = createRecentMap<readonly RecentAnswer[]>(MOST_PEOPLE);
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

  const remember = ({ tenant, user }: Turn, deliveries: readonly Delivery[]) => {
    for (const { reply } of deliveries) {
      if (reply.kind !== "answer") continue;
      const key = keyOf(tenant, user.id);
      const one = { article: reply.evidence.article, title: reply.heading.title };
      shown.set(key, [one, ...(shown.get(key) ?? []).filter(({ article }) => article !== one.article)].slice(0, MOST_RECENT));
    }
  };

  const turnFor = ({ team, user, direct }: Person, intent: Intent, eventId: string): Turn => ({
    ...{ platform: "slack", tenant: team, conversation: direct ?? directs.get(keyOf(team, user)) ?? user, user: { id: user } },
    ...{ eventId, at: new Date(), surface: "direct", intent },
  });

  return {
    turnFor,
    ask: async (asked, isWanted = () => true) => {
      const turn = known(asked.turn);
      try {
        const ready = await bot;
        const deliveries = (await few(() => ready.handle(turn))).filter(isWanted);
        remember(turn, deliveries);
        await deliver.answer({ ...asked, turn }, deliveries);
        return deliveries;
      } catch (error) {
        await apologise(asked, error);
        return [];
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
