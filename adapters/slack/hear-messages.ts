import type { Locale } from "#core";
import { decodeIntent } from "#core";
import type { SlackSelf } from "./decode.ts";
import { decodeOverheard, decodeSlack } from "./decode.ts";
import type { Floor, Heard } from "./floor.ts";
import { isWorthSaying } from "./floor.ts";
import type { createAlertListener } from "./hear-alerts.ts";
import { privateThread } from "./private-thread.ts";
import { windowOf } from "./show-view.ts";
import { readViewPlace } from "./view-place.ts";
import { say } from "./words.ts";

/** Who the bot is where something was said; an event says so itself where Slack has not yet. */
export function selfIn({ workspaces }: Pick<Floor, "workspaces">, { body, origin }: Heard): SlackSelf {
  const known = workspaces.selfOf(origin.team);
  if (known !== undefined) return known;
  const [authorization] = Array.isArray(body["authorizations"]) ? body["authorizations"] : [];
  return { userId: typeof authorization?.user_id === "string" ? authorization.user_id : "" };
}

/** A command, a mention, a direct message, a press or a shortcut on a message: said to the bot. */
export async function hearAddressed(floor: Floor, heard: Heard): Promise<void> {
  const turn = decodeSlack(heard.body, selfIn(floor, heard));
  if (turn === undefined) return;
  const { private_metadata: metadata } = (heard.body["view"] ?? {}) as { readonly private_metadata?: unknown };
  const opened = typeof metadata === "string" ? readViewPlace(metadata) : undefined;
  const responseUrl = heard.origin.responseUrl ?? opened?.responseUrl;
  const window = windowOf(heard.body);
  await floor.talk.ask({ turn, ...(responseUrl === undefined ? {} : { responseUrl }), ...(window === undefined ? {} : { window }) });
}

/** Any message: a direct one is an answer's question; of the others only alerts, and replies in threads that the bot is part of. */
export async function hearMessage(floor: Floor, heard: Heard, hearAlert: ReturnType<typeof createAlertListener>): Promise<void> {
  const overheard = decodeOverheard(heard.body, selfIn(floor, heard));
  if (overheard === undefined) return hearAddressed(floor, heard);
  if (await hearAlert(overheard)) return;
  const { turn, isReply, isOwnThread } = overheard;
  if (!isReply || !(isOwnThread || (await (await floor.bot).hasAnsweredIn(turn)))) return;
  await floor.talk.ask({ turn }, isWorthSaying);
}

/** Shows a private answer to the channel, once, with the name of who asked. */
export async function share(floor: Floor, heard: Heard): Promise<void> {
  const turn = decodeSlack(heard.body, selfIn(floor, heard));
  const { responseUrl } = heard.origin;
  if (turn === undefined || responseUrl === undefined) return;
  const [action] = Array.isArray(heard.body["actions"]) ? heard.body["actions"] : [];
  const intent = decodeIntent(action?.value);
  if (intent?.kind !== "open" && intent?.kind !== "steps" && intent?.kind !== "ask")
    return floor.talk.ask({ turn, responseUrl }).then(() => {});
  const locale = floor.settings.language ?? "en";
  const isFirst = await floor.once(`share/${turn.tenant}/${turn.conversation}/${turn.message}/${turn.user.id}`);
  if (!isFirst) {
    await floor.respond(responseUrl, { response_type: "ephemeral", replace_original: false, text: say(locale, "share.again") });
    return;
  }
  const by = { name: turn.user.name ?? turn.user.id, command: floor.settings.command };
  const above = (read: Locale) => say(read, "share.by", by);
  // The conversation with the asker, so that the language is his; shown to all.
  await floor.talk.ask({ turn: { ...turn, thread: privateThread(turn.user.id) }, responseUrl, above, isShared: true });
}
