import { createRecentMap } from "#core";
import type { Origin } from "./origin.ts";

import type { Workspaces } from "./workspaces.ts";

/** Whether somebody may use the bot, or why not. */
export type Admission = "yes" | "team" | "shared" | "outsider";

/** The door: every body passes it before anything else looks at it. */
export interface Gate {
  admit(origin: Origin): Promise<Admission>;
}

const MOST_SHARED = 2000;

/** Lets in the teams of the settings; channels shared with other organisations, and people of those, only where the settings name them. */
export function createGate({ allows }: Pick<Workspaces, "allows">, sharedChannels: readonly string[]): Gate {
  const open = new Set(sharedChannels);
  // Only events say that a channel is shared; commands and presses in it come after one.
  const shared = createRecentMap<true>(MOST_SHARED);
  return {
    admit: async ({ team, enterprise, actorTeam, channel, isShared }) => {
      if (!(await allows(team, enterprise))) return "team";
      if (isShared && channel !== undefined) shared.set(channel, true);
      const isOpen = open.has("all") || (channel !== undefined && open.has(channel));
      if (!isOpen && (isShared || (channel !== undefined && shared.get(channel)))) return "shared";
      if (actorTeam !== undefined && actorTeam !== team && actorTeam !== enterprise && !(await allows(actorTeam, enterprise)))
        return "outsider";
      return "yes";
    },
  };
}
