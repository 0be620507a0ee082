import type { Intent, Locale } from "#core";
import { localeOf } from "#core";
import { describeFailure } from "./failure.ts";
import { FIND_ACTION, FIND_BLOCK, findModal } from "./find-modal.ts";
import type { Floor, Heard } from "./floor.ts";
import { drawHome } from "./home.ts";
import { whyNotShown } from "./show-view.ts";
import type { Person } from "./talk.ts";
import { validateView } from "./validate-view.ts";
import { say } from "./words.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Draws the home of a person anew. */
export async function showHome(floor: Floor, person: Person): Promise<void> {
  const { runs, locale } = await floor.talk.openRuns(person);
  const recent = floor.talk.recent(person);
  // This process knows of none after a start; the store still knows what the direct message was about.
  const last =
    recent.length > 0 ? undefined : await (await floor.bot).lastShownIn(floor.talk.turnFor(person, { kind: "runs" }, ""), locale);
  const view = drawHome({
    ...{ locale, command: floor.settings.command, runs, recent: last === undefined ? recent : [last] },
    conversation: person.direct ?? person.user,
    hearsChannels: floor.settings.alerts.length > 0,
  });
  const complaints = validateView(view);
  if (complaints.length > 0) return floor.log(`Slack: the home is not drawn as it should be: ${complaints.slice(0, 3).join("; ")}`);
  const outcome = await floor.workspaces.call(person.team, "views.publish", { user_id: person.user, view });
  if (outcome.kind !== "done") floor.log(`Slack: views.publish: ${describeFailure(outcome)}`);
}

/** The home was opened. */
export async function hearHome(floor: Floor, { body, origin: { team } }: Heard): Promise<void> {
  const event = fieldsOf(body["event"]);
  const { user, channel, tab } = event;
  if (tab !== "home" || typeof user !== "string") return;
  await showHome(floor, { team, user, ...(typeof channel === "string" ? { direct: channel } : {}) });
}

/** Opens the picker. What Slack gives to open it with lives for three seconds, so nothing but the language is looked up before. */
export async function openFind(floor: Floor, { body, origin: { team, user } }: Heard): Promise<void> {
  const locale = user === undefined ? (floor.settings.language ?? "en") : await floor.talk.localeOf({ team, user });
  const outcome = await floor.workspaces.call(team, "views.open", {
    trigger_id: body["trigger_id"],
    view: findModal(locale),
  });
  const failure = whyNotShown(outcome);
  if (failure === undefined) return;
  floor.log(`Slack: views.open: ${describeFailure(failure)}`);
  if (user === undefined) return;
  const text = say(locale, "find.failed", { command: floor.settings.command });
  await floor.sender.send([{ kind: "post", team, channel: user }], [{ kind: "plain", text }]);
}

/** An article was picked: its card comes as a direct message. */
export async function hearPicked(floor: Floor, heard: Heard): Promise<void> {
  const view = fieldsOf(heard.body["view"]);
  const values = fieldsOf(fieldsOf(fieldsOf(view["state"])["values"])[FIND_BLOCK]);
  const article = fieldsOf(fieldsOf(values[FIND_ACTION])["selected_option"])["value"];
  if (typeof article === "string") await askInPrivate(floor, heard, { kind: "open", article }, `${view["id"]}`);
}

/** A search typed in the home. */
export async function hearSearch(floor: Floor, heard: Heard): Promise<void> {
  const [action] = Array.isArray(heard.body["actions"]) ? heard.body["actions"] : [];
  const text = fieldsOf(action)["value"];
  if (typeof text === "string" && text.trim() !== "") {
    await askInPrivate(floor, heard, { kind: "ask", text }, String(heard.body["trigger_id"]));
  }
}

async function askInPrivate(floor: Floor, { body, origin }: Heard, intent: Intent, eventId: string): Promise<void> {
  const { team, user } = origin;
  if (user === undefined) return;
  const direct = fieldsOf(body["view"])["private_metadata"];
  const person = { team, user, ...(typeof direct === "string" && direct.startsWith("D") ? { direct } : {}) };
  await floor.talk.ask({ turn: floor.talk.turnFor(person, intent, eventId) });
}

/** The language in which a picker is filled: that of the window it stands in. */
export function pickerLanguage({ settings }: Pick<Floor, "settings">, body: unknown): Locale {
  const metadata = fieldsOf(fieldsOf(body)["view"])["private_metadata"];
  return localeOf(typeof metadata === "string" ? metadata : undefined) ?? settings.language ?? "en";
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}
