import { mention, message, press } from "../slack/events.ts";
import type { SlackShown } from "../slack/read-message.ts";
import type { CardButton } from "../teams/read-card.ts";
import { readCard } from "../teams/read-card.ts";
import { fixture } from "../teams/teams-bot.ts";
import { APP_ID, TENANT } from "../teams/tokens.ts";
import type { BothPlatforms } from "./both-platforms.ts";
import type { Screens, Version } from "./screens.ts";
import type { Said } from "./script.ts";

/** What people look at, and the language of each one's Teams. */
interface Sight {
  readonly inSlack: Screens<SlackShown>;
  readonly inTeams: Screens<Version & { readonly buttons: readonly CardButton[] }>;
  readonly localeOf: (who: string) => string;
}

/** What somebody does: types something, or presses a button by its label, on a message as it is or as it was before it changed. */
type Deed =
  | { readonly kind: "types"; readonly text: string }
  | { readonly kind: "presses"; readonly label: string; readonly isOld: boolean };

/** People who say and press what a script says, through the events that their platform posts; gives what only they are told. */
export function createPeople(both: BothPlatforms, { inSlack, inTeams, localeOf }: Sight): { say(said: Said): Promise<readonly string[]> } {
  let events = 0;

  const saySlack = async ({ who, at }: Said, place: string, deed: Deed, id: string): Promise<readonly string[]> => {
    const isDirect = place === "direct";
    const channel = isDirect ? `D0${who.toUpperCase()}` : `C0${place.slice(1).toUpperCase().replaceAll("-", "")}`;
    const person = { user: `U0${who.toUpperCase()}`, name: who, channel, at };
    const threaded = (thread: string | undefined) => (isDirect || thread === undefined ? {} : { thread });
    if (deed.kind === "types") {
      const said = { ...person, ...threaded(inSlack.thread(channel)), text: deed.text };
      await both.fromSlack({ ...(isDirect ? message(said) : mention(said)), event_id: id });
      return [];
    }
    const { message: on, shown } = inSlack.find(channel, deed.label, deed.isOld);
    const { action, value } = buttonIn(shown, deed.label);
    const pressed = { ...person, ...threaded(on.thread === on.id ? undefined : on.thread), message: on.id, blocks: shown.blocks };
    await both.fromSlack({ ...press({ ...pressed, action, value }), trigger_id: id });
    return [];
  };

  const sayTeams = async ({ who, at }: Said, place: string, deed: Deed, id: string): Promise<readonly string[]> => {
    const isDirect = place === "direct";
    const channel = isDirect ? `a:${who}` : `19:${place.slice(1)}@thread.tacv2`;
    const thread = `${channel};messageid=${inTeams.thread(channel) ?? id}`;
    const event = {
      ...{ id, timestamp: at.toISOString(), locale: localeOf(who), entities: [] },
      from: { id: `29:${who}`, name: who, aadObjectId: `aad-${who}` },
      conversation: isDirect
        ? { id: channel, conversationType: "personal", tenantId: TENANT }
        : { id: thread, conversationType: "channel", tenantId: TENANT, isGroup: true },
    };
    if (deed.kind === "types") {
      const entities = [{ type: "mention", mentioned: { id: `28:${APP_ID}`, name: "Vangnet" }, text: "<at>Vangnet</at>" }];
      const said = isDirect ? { text: deed.text } : { text: `<at>Vangnet</at> ${deed.text}`, entities };
      await both.fromTeams(await fixture(isDirect ? "personal-chat-en" : "channel-mention", { ...event, ...said }));
      return [];
    }
    const { message: on, shown } = inTeams.find(channel, deed.label, deed.isOld);
    const { kind, data } = buttonIn(shown, deed.label);
    if (kind === "submit") {
      await both.fromTeams(await fixture("action-submit", { ...event, value: data, replyToId: on.id }));
      return [];
    }
    const value = { action: { type: "Action.Execute", verb: "intent", data }, trigger: "manual" };
    return answeredWith(who, await both.fromTeams(await fixture("action-execute", { ...event, value, replyToId: on.id })));
  };

  /** What the one who pressed sees at once: the card as it is for all, or a word. */
  const answeredWith = (who: string, answer: unknown): readonly string[] => {
    const { type, value } = answer as { readonly type: string; readonly value: unknown };
    if (type.endsWith("activity.message")) return [`(${who} reads: ${value})`];
    const sent = both.teams.sent.filter(({ method }) => method === "PUT").map(({ body }) => JSON.stringify(body));
    const isForAll = sent.some((body) => body.includes(JSON.stringify(value)));
    if (!isForAll) throw new Error(`only ${who} sees this card: ${readCard(value as never).text}`);
    return [];
  };

  return {
    say: async (said) => {
      events += 1;
      const [platform = "", place = "#oncall"] = (said.face ?? "").split(" ");
      const [, old, label] = /^(old )?\[(.+)\]$/.exec(said.what) ?? [];
      const deed: Deed = label === undefined ? { kind: "types", text: said.what } : { kind: "presses", label, isOld: old !== undefined };
      return (platform === "slack" ? saySlack : sayTeams)(said, place, deed, `night-${events}`);
    },
  };
}

function buttonIn<Button extends { readonly label: string }>({ buttons }: { readonly buttons: readonly Button[] }, label: string): Button {
  const found = buttons.find((button) => button.label === label);
  if (found === undefined) throw new Error(`no button ${label}`);
  return found;
}
