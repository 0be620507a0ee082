import { createRecentMap, LOCALES } from "#core";
import type { Admission } from "./gate.ts";
import type { Origin } from "./origin.ts";
import type { Respond } from "./response-url.ts";
import { say } from "./words.ts";
import type { Workspaces } from "./workspaces.ts";

const MOST = 2000;
const AGAIN_AFTER = 600_000;

/** Tells somebody in private that the bot gives no answer here. Whoever did not speak to it hears nothing. */
export function createRefusal({ respond, workspaces }: { readonly respond: Respond; readonly workspaces: Pick<Workspaces, "call"> }) {
  const told = createRecentMap<number>(MOST);
  return async (origin: Origin, why: Exclude<Admission, "yes">): Promise<void> => {
    const { isAddressed, responseUrl, team, user, channel, thread } = origin;
    if (!isAddressed) return;
    // Whose language it is, is not known; nothing of a stranger is looked up.
    const text = LOCALES.map((locale) => say(locale, `refused.${why}`)).join("\n");
    if (responseUrl !== undefined) {
      await respond(responseUrl, { response_type: "ephemeral", replace_original: false, text });
      return;
    }
    // There is no token for a foreign team, and none of ours goes there.
    if (why === "team" || team === undefined || user === undefined || channel === undefined) return;
    const key = `${team}/${channel}/${user}`;
    const now = Date.now();
    if (now - (told.get(key) ?? Number.NEGATIVE_INFINITY) < AGAIN_AFTER) return;
    told.set(key, now);
    if (channel.startsWith("D")) await workspaces.call(team, "chat.postMessage", { channel, text });
    else await workspaces.call(team, "chat.postEphemeral", { channel, user, text, ...(thread === undefined ? {} : { thread_ts: thread }) });
  };
}
