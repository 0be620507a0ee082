import type { Locale } from "../i18n/locale.ts";
import type { LastAnswer, Store } from "./store.ts";

/** More conversations than any one bot has in a day; the longest unused is forgotten first. */
const MOST_ENTRIES = 20_000;

/** The store that lives as long as the process. */
export function createMemoryStore(): Store {
  const chosen = createRecentMap<Locale>();
  const used = createRecentMap<Locale>();
  const answers = createRecentMap<LastAnswer | undefined>();
  const answeredIn = createRecentMap<Locale>();
  return {
    chosenLanguage: async (conversation) => chosen.get(conversation),
    chooseLanguage: async (conversation, locale) => chosen.set(conversation, locale),
    usedLanguage: async (user) => used.get(user),
    useLanguage: async (user, locale) => used.set(user, locale),
    lastAnswer: async (conversation) => answers.get(conversation),
    keepAnswer: async (conversation, answer) => answers.set(conversation, answer),
    answeredIn: async (conversation) => answeredIn.get(conversation),
    keepAnsweredIn: async (conversation, locale) => answeredIn.set(conversation, locale),
  };
}

function createRecentMap<Value>(): { get(key: string): Value | undefined; set(key: string, value: Value): void } {
  const entries = new Map<string, Value>();
  return {
    get: (key) => entries.get(key),
    set: (key, value) => {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > MOST_ENTRIES) {
        const [oldest] = entries.keys();
        if (oldest !== undefined) entries.delete(oldest);
      }
    },
  };
}
