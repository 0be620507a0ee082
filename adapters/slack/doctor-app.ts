import { platformNamed } from "../elsewhere.ts";
import { compareApp } from "./compare-app.ts";
import type { Call, DoctorParts, Finding } from "./doctor-parts.ts";
import { fieldsOf, PASTE } from "./doctor-parts.ts";
import { slackManifest } from "./manifest.ts";
import type { SlackSettings } from "./settings.ts";

/** What the app is set to in Slack, which only its owner's configuration token shows. */
export async function appFinding({ settings, publicUrl }: DoctorParts, call: Call): Promise<Finding> {
  const { configToken, appId, mode, command, alerts } = settings;
  const unseen = {
    isGood: undefined,
    what: `whether the app has the command ${command}, its events, buttons and addresses cannot be seen with these tokens`,
  };
  if (configToken === undefined) {
    const how = "set SLACK_CONFIG_TOKEN for the doctor alone (api.slack.com/apps, Your App Configuration Tokens; it lives for 12 hours)";
    return { ...unseen, remedy: `compare App Manifest in Slack with the printed one, or ${how}` };
  }
  if (appId === undefined) return { ...unseen, remedy: "set SLACK_APP_ID, which stands under Basic Information" };
  const answer = await call("apps.manifest.export", configToken, { app_id: appId });
  const data = typeof answer === "string" ? undefined : fieldsOf(answer);
  if (data?.["ok"] !== true) {
    const word = typeof answer === "string" ? answer : String(data?.["error"] ?? `status ${answer.status}`);
    return { ...unseen, remedy: `Slack does not show app ${appId} (${word}): make a new SLACK_CONFIG_TOKEN, and check the app's id` };
  }
  const hearsChannels = alerts.length > 0;
  const wanted = slackManifest({ mode, command, hearsChannels, ...(publicUrl === undefined ? {} : { url: publicUrl }) });
  const complaints = compareApp(data["manifest"], wanted);
  if (complaints.length === 0) return { isGood: true, what: `app ${appId} is set up as its manifest says` };
  return { isGood: false, what: `app ${appId}: ${complaints.join("; ")}`, remedy: PASTE };
}

/** Whether the bot can post to a place, or listen there; posts nothing. */
export async function placeFinding(variable: string, place: string, { tokens }: SlackSettings, call: Call): Promise<Finding> {
  if (platformNamed(place) === "teams") {
    return { isGood: undefined, what: `${variable}: ${place} is in Teams`, remedy: "npm run doctor -- teams looks there" };
  }
  const [, team, channel = ""] = /^(?:slack:)?(?:([TE][A-Z0-9]+)\/)?([CDGUW][A-Z0-9]+)$/.exec(place) ?? [];
  if (channel === "") {
    const remedy = "give the id of a channel or a person, such as C0123456789: it stands at the foot of the channel's details";
    return { isGood: false, what: `${variable}: ${place} is no id`, remedy };
  }
  if (/^[UW]/.test(channel)) {
    const what = `${variable}: whether ${place} can be written to is not tried`;
    return { isGood: undefined, what, remedy: "it is a person: escalate a run to see it" };
  }
  const asked = tokens.filter((one) => team === undefined || one.team === undefined || one.team === team);
  const sights = await Promise.all(asked.map(({ token }) => lookAt(channel, token, call)));
  const invite = "/invite @Vangnet there";
  if (sights.includes("member")) return { isGood: true, what: `${variable}: the bot is in ${place}` };
  if (sights.includes("seen"))
    return { isGood: undefined, what: `${variable}: the bot sees ${place}; whether it is in it, Slack does not say`, remedy: invite };
  if (sights.includes("outside")) return { isGood: false, what: `${variable}: the bot is not in ${place}`, remedy: invite };
  if (sights.length > 0 && sights.every((sight) => sight === "hidden")) {
    const what = `${variable}: the bot sees no ${place}`;
    return { isGood: false, what, remedy: `check the id; a private channel shows only to those in it, so ${invite}` };
  }
  return { isGood: undefined, what: `${variable}: whether the bot sees ${place} could not be asked`, remedy: invite };
}

type Sight = "member" | "outside" | "seen" | "hidden" | "unknown";

/** Slack says whether the bot is in a channel to whoever has the right to ask. Others can ask for the link of a message that cannot exist. */
async function lookAt(channel: string, token: string, call: Call): Promise<Sight> {
  const told = await call("conversations.info", token, { channel });
  const data = typeof told === "string" ? undefined : fieldsOf(told);
  if (data?.["ok"] === true) {
    const { is_member: isMember } = (data["channel"] ?? {}) as { readonly is_member?: unknown };
    return isMember === true ? "member" : isMember === false ? "outside" : "seen";
  }
  const answer = await call("chat.getPermalink", token, { channel, message_ts: "1.000001" });
  const word = typeof answer === "string" ? undefined : fieldsOf(answer)?.["error"];
  return word === "message_not_found" ? "seen" : word === "channel_not_found" ? "hidden" : "unknown";
}
