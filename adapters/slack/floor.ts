import type { Bot, Clock } from "#core";
import type { Attempt, Once } from "./once.ts";
import type { Origin } from "./origin.ts";
import type { Respond } from "./response-url.ts";
import type { Sender } from "./sender.ts";
import type { SlackSettings } from "./settings.ts";
import type { Talk } from "./talk.ts";
import type { Workspaces } from "./workspaces.ts";

/** What every listener may use. */
export interface Floor {
  readonly bot: Promise<Bot>;
  readonly settings: SlackSettings;
  readonly workspaces: Workspaces;
  readonly talk: Talk;
  readonly sender: Sender;
  readonly respond: Respond;
  readonly once: Once;
  readonly attempt: Attempt;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** Something that was let in. */
export interface Heard {
  readonly body: Readonly<Record<string, unknown>>;
  readonly origin: Origin & { readonly team: string };
}
