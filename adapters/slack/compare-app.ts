import type { slackManifest } from "./manifest.ts";

type Manifest = ReturnType<typeof slackManifest>;
type Fields = Readonly<Record<string, unknown>>;

/** In what an app, as Slack exports it, is not what its manifest says; only what the bot would not work without. Empty: nothing. */
export function compareApp(exported: unknown, wanted: Manifest): readonly string[] {
  const { features, oauth_config: oauth, settings } = wanted;
  const app = fieldsOf(exported);
  const has = fieldsOf(app["features"]);
  const set = fieldsOf(app["settings"]);
  const subscribed = fieldsOf(set["event_subscriptions"]);
  const interactive = fieldsOf(set["interactivity"]);
  const home = fieldsOf(has["app_home"]);
  const [slash] = features.slash_commands;
  const command = listOf(has["slash_commands"]).find((one) => one["command"] === slash?.command);
  const shortcuts = listOf(has["shortcuts"]).map((one) => one["callback_id"]);
  const events = new Set(Array.isArray(subscribed["bot_events"]) ? subscribed["bot_events"] : []);
  const scopes = new Set(listed(fieldsOf(fieldsOf(app["oauth_config"])["scopes"])["bot"]));
  const address = "request_url" in settings.interactivity ? settings.interactivity.request_url : undefined;
  const urls = [
    ["the command", command?.["url"]],
    ["events", subscribed["request_url"]],
    ["buttons", interactive["request_url"]],
    ["pickers", interactive["message_menu_options_url"]],
  ] as const;
  return [
    ...when(command === undefined, `the command ${slash?.command} is missing`),
    ...features.shortcuts.filter((one) => !shortcuts.includes(one.callback_id)).map(({ name }) => `the shortcut ${name} is missing`),
    ...settings.event_subscriptions.bot_events.filter((name) => !events.has(name)).map((name) => `the event ${name} is not asked for`),
    ...oauth.scopes.bot.filter((name) => !scopes.has(name)).map((name) => `the right ${name} is not asked for`),
    ...when(interactive["is_enabled"] !== true, "interactivity is off: no button works"),
    ...when(home["home_tab_enabled"] !== true, "the home is off"),
    ...when(home["messages_tab_enabled"] !== true || home["messages_tab_read_only_enabled"] === true, "nobody can write the bot a message"),
    ...when(
      (set["socket_mode_enabled"] === true) !== settings.socket_mode_enabled,
      `Socket Mode is ${settings.socket_mode_enabled ? "off" : "on"}`,
    ),
    ...when(set["token_rotation_enabled"] === true, "token rotation is on: its tokens expire"),
    ...(address === undefined
      ? []
      : urls.filter(([, url]) => url !== address).map(([name]) => `the address for ${name} is not ${address}`)),
  ];
}

function when(isSo: boolean, complaint: string): readonly string[] {
  return isSo ? [complaint] : [];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function listOf(value: unknown): readonly Fields[] {
  return listed(value).map(fieldsOf);
}
