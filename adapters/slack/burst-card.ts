import type { ListReply, Locale } from "#core";
import type { AlertGroup } from "./alert-watch.ts";
import { say } from "./words.ts";

const MOST = 10;

/** One card for a flood of alerts: what explains the others stands first. */
export function burstCard(groups: readonly AlertGroup[], count: number, locale: Locale): ListReply {
  const titles = new Map(groups.map(({ found }) => [found.article, found.title[locale]]));
  return {
    kind: "list",
    locale,
    title: say(locale, "alert.burst", { count }),
    items: groups.slice(0, MOST).map(({ found, count: times, explains }) => {
      const label = `${found.title[locale]} (${found.code})`;
      const root = found.rootCauses.map((id) => titles.get(id)).find((title) => title !== undefined);
      const detail = [
        times === 1 ? say(locale, "alert.row.one") : say(locale, "alert.row", { count: times }),
        ...(explains > 0 ? [say(locale, "alert.root")] : []),
        ...(root === undefined ? [] : [say(locale, "alert.follows", { title: root })]),
      ].join(" · ");
      return { label, detail, prompt: { label, intent: { kind: "open", article: found.article } } };
    }),
    prompts: [],
    furtherPrompts: [],
  };
}
