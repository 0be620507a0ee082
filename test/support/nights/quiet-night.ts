import type { Bot, DueReminder, Store } from "#core";
import { createBot, createMemoryStore, draftArticle, groupGaps, loadArticles, loadSearchData, reportGaps } from "#core";
import { KNOWLEDGE_FOLDER } from "../../../adapters/terminal/build-bot.ts";
import { DAY } from "./script.ts";

/** A bot in one process, with a memory that ends with it, and Ria on duty. */
export interface QuietBot {
  readonly bot: Bot;
  /** Takes the reminders that are due, as sent. */
  due(at: Date): Promise<readonly DueReminder[]>;
  /** What the owner of the knowledge reads: the gaps, or a draft of the first. */
  morning(command: string): Promise<readonly string[]>;
}

/** Builds it. */
export async function createQuietBot(): Promise<QuietBot> {
  const [articles, search] = await Promise.all([loadArticles(KNOWLEDGE_FOLDER), loadSearchData(KNOWLEDGE_FOLDER)]);
  const store: Store = createMemoryStore();
  const bot = createBot({ articles, search, store, notesGaps: true, onCall: { onDuty: () => "Ria (06 12345678)" } });
  return {
    bot,
    due: async (at) => {
      const due = await bot.reminders(at);
      await Promise.all(due.map(({ reminder }) => bot.reminded(reminder)));
      return due;
    },
    morning: async (command) => {
      const groups = groupGaps(await store.gaps("home"));
      const [group] = groups;
      if (!command.includes("--draft") || group === undefined) return ["", reportGaps(groups, await store.feedback("home"))];
      return ["", draftArticle(group, DAY).yaml.trimEnd()];
    },
  };
}
