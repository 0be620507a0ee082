import type { ChannelSight } from "./channel-sight.ts";
import type { Origin } from "./origin.ts";
import type { Workspaces } from "./workspaces.ts";

/**
 * Whether somebody may use the bot, or why not: "unknown" and "broken" as in `Standing`, a channel or a direct message shared with another
 * organisation, an outsider in a shared channel, or something to show to all in a channel of which nobody knows who reads it.
 */
export type Admission = "yes" | "team" | "unknown" | "broken" | "shared" | "direct" | "unseen" | "outsider";

/** The door: every body passes it before anything else looks at it. */
export interface Gate {
  admit(origin: Origin): Promise<Admission>;
}

/** Lets in the teams of the settings; channels shared with other organisations, and people of those, only where the settings name them. */
export function createGate(
  { standingOf }: Pick<Workspaces, "standingOf">,
  { hear, look }: ChannelSight,
  sharedChannels: readonly string[],
): Gate {
  const open = new Set(sharedChannels);
  return {
    admit: async ({ team, enterprise, actorTeam, channel, isShared, isPublic }) => {
      const standing = await standingOf(team, enterprise);
      if (standing !== "ours") return standing === "foreign" ? "team" : standing;
      if (channel !== undefined && isShared !== undefined) hear(channel, isShared);
      if (team !== undefined && channel !== undefined && !open.has("all") && !open.has(channel)) {
        const seen = isShared ?? (await look(team, channel));
        if (seen === true) return channel.startsWith("D") ? "direct" : "shared";
        if (seen === undefined && isPublic) return "unseen";
      }
      // The enterprise of a body is that of the installation: whoever acts is judged by what is known of his own team alone.
      if (actorTeam === undefined || actorTeam === team || actorTeam === enterprise) return "yes";
      return (await standingOf(actorTeam)) === "ours" ? "yes" : "outsider";
    },
  };
}
