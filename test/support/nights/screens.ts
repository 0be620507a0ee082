import { validateCard } from "../../../adapters/teams/validate.ts";
import type { FakeSlack, Recorded } from "../slack/fake-slack.ts";
import { readMessage } from "../slack/read-message.ts";
import type { FakeTeams, SentRequest } from "../teams/fake-teams.ts";
import { readCard } from "../teams/read-card.ts";

/** A message as it stands, or stood, on somebody's screen. */
export interface Version {
  readonly text: string;
  readonly buttons: readonly { readonly label: string }[];
}

/** A message in a channel, with all that it ever showed. */
export interface Message<Shown extends Version = Version> {
  readonly id: string;
  readonly channel: string;
  /** The first message of its thread; its own id where it began one. */
  readonly thread: string | undefined;
  readonly versions: Shown[];
}

/** A message that came or changed. */
export interface Change {
  readonly face: "Slack" | "Teams";
  readonly channel: string;
  readonly isInThread: boolean;
  readonly isNew: boolean;
  /** Its number on that platform, from the first of the night. */
  readonly number: number;
  readonly text: string;
}

/** What stands on the screens of one platform, read from nothing but what reached it. */
export interface Screens<Shown extends Version> {
  /** What came since it was last asked. */
  changes(): readonly Change[];
  /** The message in that channel that last changed and has, or before its last change had, the button; the newest first. */
  find(channel: string, label: string, isOld: boolean): { readonly message: Message<Shown>; readonly shown: Shown };
  /** The thread that a channel is on. */
  thread(channel: string): string | undefined;
}

/** A screen that is told what happens to messages. */
function createScreens<Shown extends Version>(
  face: Change["face"],
  read: (show: (message: Omit<Message<Shown>, "versions">, shown: Shown) => void) => void,
): Screens<Shown> {
  let messages: readonly Message<Shown>[] = [];
  const numbers: string[] = [];
  return {
    changes: () => {
      const changes: Change[] = [];
      read((message, shown) => {
        const known = messages.find(({ id }) => id === message.id);
        const now = known ?? { ...message, versions: [] };
        if (known === undefined) numbers.push(message.id);
        now.versions.push(shown);
        messages = [now, ...messages.filter((one) => one !== now)];
        const isInThread = now.thread !== undefined && now.thread !== now.id;
        const number = numbers.indexOf(message.id) + 1;
        changes.push({ face, channel: now.channel, isInThread, isNew: known === undefined, number, text: shown.text });
      });
      return changes;
    },
    find: (channel, label, isOld) => {
      const here = messages.filter((message) => message.channel === channel);
      for (const message of here) {
        const shown = message.versions.at(isOld ? -2 : -1);
        if (shown?.buttons.some((button) => button.label === label)) return { message, shown };
      }
      const labels = here[0]?.versions.at(-1)?.buttons.map((button) => button.label);
      throw new Error(`no button "${label}" in ${channel} of ${face}, where the newest message has ${labels?.join(", ")}`);
    },
    thread: (channel) => messages.find((message) => message.channel === channel)?.thread,
  };
}

/** The screens of Slack: what its Web API took. */
export function slackScreens({ calls }: FakeSlack): Screens<ReturnType<typeof readMessage>> {
  const seen = new Set<Recorded>();
  const isMessage = ({ method, answer }: Recorded) => method.startsWith("chat.") && answer?.["ok"] === true;
  return createScreens("Slack", (show) => {
    for (const call of calls.filter((one) => isMessage(one) && !seen.has(one))) {
      seen.add(call);
      const { args, answer } = call;
      const id = String(answer?.["ts"]);
      const thread = args["thread_ts"] === undefined ? id : String(args["thread_ts"]);
      show({ id, channel: String(args["channel"]), thread }, readMessage(args));
    }
  });
}

/** The screens of Teams: what its connector took. Every card passes the linter. */
export function teamsScreens({ sent }: FakeTeams): Screens<ReturnType<typeof readCard>> {
  let seen = 0;
  return createScreens("Teams", (show) => {
    for (const request of sent.slice(seen)) {
      const place = request.isTaken ? placeOf(request) : undefined;
      if (place !== undefined) show(place, shownIn(request));
    }
    seen = sent.length;
  });
}

function placeOf({ method, path, body, id }: SentRequest): Omit<Message, "versions"> | undefined {
  const [, conversation = "", message] = /\/v3\/conversations\/(.+)\/activities(?:\/(.+))?$/.exec(path.replace(/\?.*$/, "")) ?? [];
  const [channel = "", thread] = conversation.split(";messageid=");
  if (method === "PUT" && message !== undefined) return { id: message, channel, thread };
  if (id === undefined) return undefined;
  if (conversation !== "") return { id, channel, thread };
  const begun = (body["channelData"] as { readonly channel?: { readonly id: string } } | undefined)?.channel;
  return begun === undefined ? undefined : { id, channel: begun.id, thread: id };
}

function shownIn({ body: request }: SentRequest): ReturnType<typeof readCard> {
  // A new thread is begun with its first message inside.
  const body = (request["activity"] ?? request) as Readonly<Record<string, unknown>>;
  const cards = (body["attachments"] ?? []) as readonly { readonly content: Readonly<Record<string, unknown>> }[];
  const complaints = cards.flatMap(({ content }) => validateCard(content));
  if (complaints.length > 0) throw new Error(`a card that Teams would not draw: ${complaints.join("; ")}`);
  const read = cards.map(({ content }) => readCard(content));
  const words = body["text"] === undefined ? [] : [String(body["text"])];
  return { text: [...words, ...read.map(({ text }) => text)].join("\n\n"), buttons: read.flatMap(({ buttons }) => buttons) };
}
