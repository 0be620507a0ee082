import type { Locale, Reply, Turn } from "#core";
import type { SlackSelf } from "./decode.ts";
import { decodeOverheard, decodeSlack } from "./decode.ts";
import type { Floor, Heard } from "./floor.ts";
import type { createAlertListener } from "./hear-alerts.ts";
import { privateThread } from "./private-thread.ts";
import { shorten } from "./rich-text.ts";
import type { Shared } from "./share.ts";
import { readShared } from "./share.ts";
import { windowOf } from "./show-view.ts";
import { readViewPlace } from "./view-place.ts";
import { say } from "./words.ts";

const LONGEST_NAME = 80;

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
  await floor.talk.ask({
    ...{ turn, ...(responseUrl === undefined ? {} : { responseUrl }), ...(window === undefined ? {} : { window }) },
    isAboutMessage: heard.body["type"] === "message_action",
  });
}

/** Any message: a direct one is an answer's question; of the others only alerts, and what is for the bot in threads that it is part of. */
export async function hearMessage(floor: Floor, heard: Heard, hearAlert: ReturnType<typeof createAlertListener>): Promise<void> {
  const overheard = decodeOverheard(heard.body, selfIn(floor, heard));
  if (overheard === undefined) return hearAddressed(floor, heard);
  if (await hearAlert(overheard)) return;
  const { turn, isReply, isOwnThread } = overheard;
  // Decided before the bot handles it: of what people say to each other nothing is to be remembered.
  if (isReply && (await (await floor.bot).isForBot(turn, isOwnThread))) await floor.talk.ask({ turn });
}

/** Shows a private answer to the channel, once, with who asked and what. */
export async function share(floor: Floor, heard: Heard): Promise<void> {
  const turn = decodeSlack(heard.body, selfIn(floor, heard));
  const { responseUrl } = heard.origin;
  if (turn === undefined || responseUrl === undefined) return;
  const [action] = Array.isArray(heard.body["actions"]) ? heard.body["actions"] : [];
  const shared = readShared(action?.value);
  if (shared === undefined) return void (await floor.talk.ask({ turn, responseUrl }));
  const { kind, article } = shared;
  const outcome = await floor.attempt(`share/${turn.tenant}/${turn.conversation}/${turn.message}/${turn.user.id}`, () =>
    floor.talk.ask(
      {
        // The conversation with the asker, so that the language is his; shown to all.
        turn: { ...turn, intent: { kind, article }, thread: privateThread(turn.user.id) },
        ...{ responseUrl, isShared: true, above: ({ locale }) => whoAsked(floor, turn, locale, shared.asked) },
      },
      ({ reply }) => reply.kind === "answer" || reply.kind === "steps",
      (reply) => withWhy(reply, shared),
    ),
  );
  if (outcome !== "done")
    await floor.talk.tell({ turn, responseUrl }, (locale) => say(locale, outcome === "before" ? "share.again" : "share.failed"));
}

function whoAsked({ settings: { command } }: Floor, { user }: Turn, locale: Locale, asked: string | undefined): string {
  const name = shorten(user.name ?? user.id, LONGEST_NAME);
  return asked === undefined ? say(locale, "share.by", { name, command }) : say(locale, "share.asked", { name, command, asked });
}

/** Why the asker was given this article; opened anew it would say to all that they opened it. */
function withWhy(reply: Reply, { why }: Shared): Reply {
  return reply.kind === "answer" ? { ...reply, why: why?.locale === reply.locale ? why.text : [] } : reply;
}
