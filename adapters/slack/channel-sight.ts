import type { Clock } from "#core";
import { createRecentMap } from "#core";
import type { Workspaces } from "./workspaces.ts";

/** What is known of who reads a channel. */
export interface ChannelSight {
  /** An event said so; events say it each time. */
  hear(channel: string, isShared: boolean): void;
  /** Whether it is shared with another organisation; undefined where that cannot be found out, or not soon. */
  look(team: string, channel: string): Promise<boolean | undefined>;
}

interface Seen {
  /** Undefined while it is asked, and where it cannot be found out. */
  readonly isShared?: boolean | undefined;
  readonly asked?: Promise<boolean | undefined>;
  readonly until: number;
}

const MOST = 5000;
/** A channel can be shared later on. */
const FRESH = 3_600_000;
/** Without the right, or out of the bot's sight, the answer will be the same for a while. */
const BLIND = 600_000;
/** Somebody waits for an answer. */
const SOON = 2000;

/** Only events say whether a channel is shared; for a command or a press it is asked, once a channel and only where the app may. */
export function createChannelSight({ may, call }: Pick<Workspaces, "may" | "call">, clock: Clock): ChannelSight {
  const seen = createRecentMap<Seen>(MOST);

  const ask = async (team: string, channel: string): Promise<boolean | undefined> => {
    const outcome = await call(team, "conversations.info", { channel });
    const found = outcome.kind === "done" ? (outcome.data["channel"] as { readonly is_ext_shared?: unknown } | undefined) : undefined;
    const isShared = typeof found?.is_ext_shared === "boolean" ? found.is_ext_shared : undefined;
    // Where an event has said it meanwhile, that stands.
    if (seen.get(channel)?.asked === undefined) return seen.get(channel)?.isShared ?? isShared;
    if (isShared === undefined && outcome.kind !== "refused") seen.delete(channel);
    else seen.set(channel, { isShared, until: clock.now() + (isShared === undefined ? BLIND : FRESH) });
    return isShared;
  };
  const soon = async (asked: Promise<boolean | undefined>): Promise<boolean | undefined> => {
    const late = Promise.withResolvers<undefined>();
    const cancel = clock.after(SOON, () => late.resolve(undefined));
    const answer = await Promise.race([asked, late.promise]);
    cancel();
    return answer;
  };

  return {
    hear: (channel, isShared) => seen.set(channel, { isShared, until: clock.now() + FRESH }),
    look: async (team, channel) => {
      const known = seen.get(channel);
      if (known !== undefined && known.until > clock.now()) return known.asked === undefined ? known.isShared : soon(known.asked);
      if (!channel.startsWith("C") || !may(team, "channels:read")) return undefined;
      const asked = ask(team, channel);
      seen.set(channel, { asked, until: clock.now() + FRESH });
      return soon(asked);
    },
  };
}
