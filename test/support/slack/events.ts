let events = 0;
const next = () => {
  events += 1;
  return String(events).padStart(6, "0");
};

type Fields = Record<string, unknown>;

/** Who, where and what, in what Slack delivers. */
export interface Said {
  readonly text?: string;
  readonly team?: string;
  readonly user?: string;
  readonly name?: string;
  readonly channel?: string;
  readonly thread?: string;
  readonly responseUrl?: string;
  /** When it is said or pressed. */
  readonly at?: Date;
}

/** Slack's seconds, with a fraction that no other message has. */
function stamp(at: Date | undefined): string {
  return `${at === undefined ? 1795316520 : Math.floor(at.getTime() / 1000)}.${next()}`;
}

const HOME = { team: "T0NACHT01", user: "U0ANS0001", name: "ans", channel: "C0ONCALL1" } as const;

/** A slash command. */
export function command(said: Said = {}): Fields {
  const { text = "", team, user, name, channel, responseUrl } = { ...HOME, ...said };
  return {
    ...{ token: "not-a-real-token", command: "/mabs", text, team_id: team, channel_id: channel, channel_name: "oncall" },
    ...{ user_id: user, user_name: name, api_app_id: "A0VANGNET", is_enterprise_install: "false", trigger_id: `77.10.c${next()}` },
    ...(responseUrl === undefined ? {} : { response_url: responseUrl }),
  };
}

function envelope(team: string, event: Fields): Fields {
  return {
    ...{
      token: "not-a-real-token",
      team_id: team,
      api_app_id: "A0VANGNET",
      type: "event_callback",
      event_id: `Ev${next()}`,
      event_time: 1795316520,
    },
    event,
    authorizations: [{ enterprise_id: null, team_id: team, user_id: "U0VANGNET", is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
  };
}

/** A mention in a channel. */
export function mention(said: Said = {}): Fields {
  const { text = "", team, user, channel, thread } = { ...HOME, ...said };
  const ts = stamp(said.at);
  return envelope(team, {
    ...{ type: "app_mention", user, text: `<@U0VANGNET> ${text}`, ts, event_ts: ts, channel, team },
    ...(thread === undefined ? {} : { thread_ts: thread }),
  });
}

/** A message: direct, unless a channel is named. */
export function message(said: Said & { readonly fields?: Fields } = {}): Fields {
  const { text = "", team, user, thread, fields } = { ...HOME, ...said };
  const channel = said.channel ?? "D0ANS0001";
  const ts = stamp(said.at);
  return envelope(team, {
    ...{ type: "message", user, text, ts, event_ts: ts, channel, team, channel_type: channel.startsWith("D") ? "im" : "channel" },
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...fields,
  });
}

/** A press of a button. */
export function press(
  said: Said & {
    readonly action: string;
    readonly value: string;
    readonly message?: string;
    readonly isEphemeral?: boolean;
    readonly view?: Fields;
    /** The blocks of the message, which Slack sends along. */
    readonly blocks?: unknown;
  },
): Fields {
  const { team, user, name, channel, thread, responseUrl, action, value, view } = { ...HOME, ...said };
  const posted = said.message ?? "1795316521.000600";
  return {
    ...{ type: "block_actions", api_app_id: "A0VANGNET", trigger_id: `77.10.p${next()}`, team: { id: team, domain: "nachtdienst" } },
    user: { id: user, username: name, name, team_id: team },
    ...(view === undefined
      ? {
          container: {
            ...{ type: "message", message_ts: posted, channel_id: channel, is_ephemeral: said.isEphemeral ?? false },
            ...(thread === undefined ? {} : { thread_ts: thread }),
          },
          channel: { id: channel, name: channel.startsWith("D") ? "directmessage" : "oncall" },
          message: {
            ...{ ts: posted, user: "U0VANGNET" },
            ...(thread === undefined ? {} : { thread_ts: thread }),
            ...(said.blocks === undefined ? {} : { blocks: said.blocks }),
          },
        }
      : { container: { type: "view", view_id: "V1" }, view }),
    actions: [
      { type: "button", action_id: action, block_id: "b", value, action_ts: said.at === undefined ? "1795316760.123456" : stamp(said.at) },
    ],
    ...(responseUrl === undefined ? {} : { response_url: responseUrl }),
  };
}

/** The home is opened. */
export function homeOpened(said: Said = {}): Fields {
  const { team, user } = { ...HOME, ...said };
  return envelope(team, { type: "app_home_opened", user, channel: "D0ANS0001", tab: "home", event_ts: "1795316520.000001" });
}

/** A shortcut: on a message, or from anywhere. */
export function shortcut(said: Said & { readonly callback: string; readonly message?: Fields }): Fields {
  const { team, user, name, channel, callback, responseUrl } = { ...HOME, ...said };
  const common = {
    callback_id: callback,
    trigger_id: `77.10.s${next()}`,
    action_ts: "1795316760.1",
    team: { id: team },
    user: { id: user, name, team_id: team },
  };
  if (said.message === undefined) return { type: "shortcut", ...common };
  return {
    ...{ type: "message_action", ...common, channel: { id: channel, name: "oncall" }, message: said.message },
    ...(responseUrl === undefined ? {} : { response_url: responseUrl }),
  };
}

/** What is typed in the picker of articles. */
export function suggestion(value: string, said: Said = {}): Fields {
  const { team, user, name } = { ...HOME, ...said };
  return {
    ...{
      type: "block_suggestion",
      action_id: "find.article",
      block_id: "article",
      value,
      team: { id: team },
      user: { id: user, name, team_id: team },
    },
    ...{ api_app_id: "A0VANGNET", container: { type: "view", view_id: "V1" }, view: { id: "V1", team_id: team } },
  };
}

/** An article is picked and the modal sent. */
export function picked(article: string, said: Said = {}): Fields {
  const { team, user, name } = { ...HOME, ...said };
  return {
    ...{ type: "view_submission", team: { id: team }, user: { id: user, name, team_id: team }, trigger_id: `77.10.v${next()}` },
    view: {
      ...{ id: `V${next()}`, type: "modal", callback_id: "find", team_id: team, private_metadata: "" },
      state: { values: { article: { "find.article": { type: "external_select", selected_option: { value: article } } } } },
    },
  };
}

/** The app is removed, or its token taken back. */
export function removed(type: "app_uninstalled" | "tokens_revoked", team: string = HOME.team): Fields {
  return envelope(team, type === "app_uninstalled" ? { type } : { type, tokens: { oauth: [], bot: ["U0VANGNET"] } });
}
