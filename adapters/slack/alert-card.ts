import type { ListReply, Locale } from "#core";
import type { AlertGroup } from "./alert-groups.ts";
import type { Burst } from "./alert-watch.ts";
import { say } from "./words.ts";

const MOST = 10;
const MOST_CODES = 5;

/** One card for a flood of alerts: what explains the others stands first. */
export function burstCard({ groups, count, minutes }: Burst, locale: Locale): ListReply {
  return groupsCard(say(locale, "alert.burst", { count, minutes }), groups, locale, ({ count: times }) =>
    times === 1 ? say(locale, "alert.row.one") : say(locale, "alert.row", { count: times }),
  );
}

/** One card for an alert that names several known problems, such as a daily report. */
export function digestCard(groups: readonly AlertGroup[], locale: Locale): ListReply {
  return groupsCard(say(locale, "alert.digest", { count: groups.length }), groups, locale);
}

function groupsCard(
  title: string,
  groups: readonly AlertGroup[],
  locale: Locale,
  oftenness: (group: AlertGroup) => string | undefined = () => undefined,
): ListReply {
  const titles = new Map(groups.map(({ found }) => [found.article, found.title[locale]]));
  const items = groups.slice(0, MOST).map((group) => {
    const { found, codes, explains } = group;
    const label = `${found.title[locale]} (${codes.slice(0, MOST_CODES).join(", ")}${codes.length > MOST_CODES ? ", ..." : ""})`;
    const root = found.rootCauses.map((id) => titles.get(id)).find((name) => name !== undefined);
    const details = [
      oftenness(group),
      explains > 0 ? say(locale, "alert.root") : undefined,
      root === undefined ? undefined : say(locale, "alert.follows", { title: root }),
    ].filter((detail) => detail !== undefined);
    return {
      label,
      ...(details.length === 0 ? {} : { detail: details.join(" · ") }),
      prompt: { label, intent: { kind: "open" as const, article: found.article } },
    };
  });
  const more = groups.length - items.length;
  const warning = more === 0 ? {} : { warning: [{ kind: "text" as const, text: say(locale, "alert.more", { count: more }) }] };
  return { kind: "list", locale, title, items, ...warning, prompts: [], furtherPrompts: [] };
}
