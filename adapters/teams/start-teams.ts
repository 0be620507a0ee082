import type { Bot, Delivery } from "#core";
import { BotError } from "#core";
import type { Route } from "../http/route.ts";
import { isLoopback } from "../http/server.ts";
import type { TeamsSettings } from "../teams-environment.ts";
import type { TeamsAdapterParts } from "./adapter.ts";
import { CLOCK } from "./clock.ts";
import { createTeamsRoute } from "./route.ts";

/** What Teams needs of the program. */
export interface TeamsStartParts extends Pick<TeamsAdapterParts, "endpoints" | "credentials"> {
  readonly bot: Promise<Bot>;
  readonly settings: TeamsSettings;
  readonly host: string;
  readonly publicUrl?: string | undefined;
  readonly log: (line: string) => void;
  /** Sends to a card on another platform. */
  readonly elsewhere: (delivery: Delivery) => Promise<boolean>;
}

/** Teams on its way: the route is there at once, botbuilder comes while the bot is built. */
export interface TeamsStart {
  readonly route: Route;
  isReady(): boolean;
  post(conversation: string, delivery: Delivery): Promise<boolean>;
  /** Resolves once nothing is on its way. */
  drained(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts Teams. Without a login it does so on a loopback address only, and says so aloud. */
export function startTeams({ host, publicUrl, ...parts }: TeamsStartParts): TeamsStart {
  const { settings, log } = parts;
  const asksToken = settings.login.kind !== "none";
  if (!asksToken) {
    if (!isLoopback(host) || publicUrl !== undefined) {
      const fact = isLoopback(host) ? "PUBLIC_URL is set" : `HOST is ${host}`;
      throw new BotError(
        "ENVIRONMENT_INVALID",
        `TEAMS_WITHOUT_LOGIN lets anybody speak as anybody, and ${fact}: leave TEAMS_WITHOUT_LOGIN out, or listen on 127.0.0.1 without PUBLIC_URL.`,
      );
    }
    log("WARNING: TEAMS_WITHOUT_LOGIN is set. Whoever reaches this port can speak as anybody. For development only.");
  }
  const adapter = import("./adapter.ts").then(({ createTeamsAdapter }) => createTeamsAdapter({ ...parts, clock: CLOCK }));
  let isReady = false;
  // A failure here is told where the adapter is waited for.
  adapter.then(
    async (one) => {
      await one.start();
      isReady = true;
    },
    () => {},
  );
  return {
    route: createTeamsRoute(adapter, { ...settings, asksToken }),
    isReady: () => isReady,
    post: async (conversation, delivery) => (await adapter).post(conversation, delivery),
    drained: async () => (await adapter).drained(),
    stop: async () => (await adapter).stop(),
  };
}
