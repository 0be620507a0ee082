import { EXPLAIN } from "./callbacks.ts";
import { FIND } from "./find-modal.ts";
import { SLACK_PATH } from "./http-receiver.ts";

/** Which app the manifest is for. */
export interface ManifestOptions {
  readonly mode: "http" | "socket";
  /** The public address of the bot, where Slack posts to. */
  readonly url?: string;
  readonly command: string;
  /** Whether it hears messages in channels to which it is invited, for replies in its threads and for alerts. */
  readonly hearsChannels: boolean;
}

/** What the app may do, each with the reason; docs/slack.md tells the same. */
export const SCOPES = {
  commands: "the slash command and the shortcuts",
  "chat:write": "its answers",
  "app_mentions:read": "messages that mention it",
  "im:history": "direct messages to it",
  "channels:read": "whether another organisation reads a public channel, before anything is shown there",
} as const;

/** What it may do beside that where it hears channels. */
export const CHANNEL_SCOPES = {
  "channels:history": "messages in public channels to which it is invited",
  "groups:history": "messages in private channels to which it is invited",
  "files:read": "the text of mails posted to such a channel",
} as const;

/** Slack takes 24 letters at most for the name of a shortcut, which neither its page nor its types say; "Explain this backup error" has one more. */
const EXPLAIN_NAME = "Explain backup error";

const EVENTS = ["app_mention", "message.im", "app_home_opened", "app_uninstalled", "tokens_revoked"] as const;
const CHANNEL_EVENTS = ["message.channels", "message.groups"] as const;

/** Where Slack posts to, at a public address, which may have a path of its own before it. */
export function requestUrl(address: string): string {
  return new URL(SLACK_PATH.slice(1), address.endsWith("/") ? address : `${address}/`).href;
}

/** The manifest of the app: what its setup in Slack is, as data. Least rights, and one address for all that Slack posts. */
export function slackManifest({ mode, url, command, hearsChannels }: ManifestOptions) {
  const address = url === undefined ? undefined : requestUrl(url);
  const posted = <Fields extends object>(fields: Fields) => (mode === "http" && address !== undefined ? fields : {});
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: "Vangnet",
      description: "Answers errors of Azure Backup Server from a reviewed runbook base",
      long_description:
        "Paste an error code, an alert or a question about Microsoft Azure Backup Server, DPM or the MARS agent, in Dutch or English, and get a card: what it is, what is still safe, the first step, and buttons to go on. It runs no command, needs no cloud service, and says so when it does not know.",
      background_color: "#1b3a57",
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: "Vangnet", always_online: true },
      slash_commands: [
        {
          command,
          description: "Look up an error of Azure Backup Server",
          usage_hint: "[code or question] | list | runs | nl | en | help",
          should_escape: true,
          ...posted({ url: address }),
        },
      ],
      shortcuts: [
        {
          name: EXPLAIN_NAME,
          type: "message" as const,
          callback_id: EXPLAIN,
          description: "Looks up the error in this message, for you alone",
        },
        { name: "Find an article", type: "global" as const, callback_id: FIND, description: "Pick a known problem while you type" },
      ],
    },
    oauth_config: { scopes: { bot: [...namesOf(SCOPES), ...(hearsChannels ? namesOf(CHANNEL_SCOPES) : [])] } },
    settings: {
      event_subscriptions: { bot_events: [...EVENTS, ...(hearsChannels ? CHANNEL_EVENTS : [])], ...posted({ request_url: address }) },
      interactivity: { is_enabled: true, ...posted({ request_url: address, message_menu_options_url: address }) },
      org_deploy_enabled: false,
      socket_mode_enabled: mode === "socket",
      token_rotation_enabled: false,
    },
  };
}

function namesOf<Name extends string>(scopes: Readonly<Record<Name, string>>): Name[] {
  return Object.keys(scopes) as Name[];
}
