import { createRecentMap, LOCALES } from "#core";
import type { Admission } from "./gate.ts";
import type { Origin } from "./origin.ts";
import type { Sender, Target } from "./sender.ts";
import { say } from "./words.ts";

const MOST = 2000;
const AGAIN_AFTER = 600_000;

/** Why nothing can be sent with a token: there is none for that team, or none that is known to be good. */
const WITHOUT_TOKEN: ReadonlySet<Admission> = new Set(["team", "unknown", "broken"]);

/** Tells somebody in private that the bot gives no answer here. Whoever did not speak to it hears nothing. */
export function createRefusal({ sender, log }: { readonly sender: Sender; readonly log: (line: string) => void }) {
  const told = createRecentMap<number>(MOST);
  const isFirst = (key: string): boolean => {
    const now = Date.now();
    if (now - (told.get(key) ?? Number.NEGATIVE_INFINITY) < AGAIN_AFTER) return false;
    told.set(key, now);
    return true;
  };
  return async (origin: Origin, why: Exclude<Admission, "yes">): Promise<void> => {
    const { isAddressed, responseUrl: url, team, user, channel = "", thread } = origin;
    if ((why === "unknown" || why === "broken") && isFirst(`${why}/${team}`)) {
      log(
        `Slack: what was said in ${team} gets no answer: ${why === "broken" ? "the token is refused" : "Slack has not said yet whose the token is"}`,
      );
    }
    if (!isAddressed) return;
    // Whose language it is, is not known; nothing of a stranger is looked up.
    const text = LOCALES.map((locale) => say(locale, `refused.${why}`)).join("\n");
    const send = (target: Target) => sender.send([target], [{ kind: "plain", text }]);
    if (url !== undefined) {
      await send({ kind: "respond", team: team ?? "", channel, url, how: "whisper" });
      return;
    }
    if (WITHOUT_TOKEN.has(why) || team === undefined || user === undefined || channel === "") return;
    if (!isFirst(`${team}/${channel}/${user}`)) return;
    const where = { team, channel, ...(thread === undefined ? {} : { thread }) };
    await send(channel.startsWith("D") ? { kind: "post", team, channel } : { kind: "whisper", user, ...where });
  };
}
