import type { BoltApp } from "./bolt.ts";
import { EXPLAIN } from "./callbacks.ts";
import { FIND, FIND_ACTION, findOptions } from "./find-modal.ts";
import type { Floor, Heard } from "./floor.ts";
import type { Gate } from "./gate.ts";
import { createAlertListener } from "./hear-alerts.ts";
import { hearHome, hearPicked, hearSearch, openFind, pickerLanguage, showHome } from "./hear-home.ts";
import { hearAddressed, hearMessage, share } from "./hear-messages.ts";
import { HOME_FIND, HOME_SEARCH } from "./home.ts";
import { originOf } from "./origin.ts";
import type { createRefusal } from "./refuse-politely.ts";
import { SHARE_ACTION } from "./share.ts";

/** What is done with something that was let in. */
type Act = (heard: Heard) => Promise<unknown>;

/** What is heard, by its name within its kind. */
interface Acts {
  readonly events: Readonly<Record<string, Act>>;
  /** By what stands before the colon of an `action_id`. */
  readonly actions: Readonly<Record<string, Act>>;
  readonly shortcuts: Readonly<Record<string, Act>>;
  readonly views: Readonly<Record<string, Act>>;
}

/** The part of Bolt's arguments that every listener gets; `ack` is missing where Bolt has answered itself. */
interface Arguments {
  readonly body: unknown;
  readonly ack?: ((response?: never) => Promise<void>) | undefined;
}

const MOST_NAMES = 10;

/** Everything that the bot does in Slack. */
function actsOf(floor: Floor): Acts {
  const hearAlert = createAlertListener(floor);
  const addressed: Act = (heard) => hearAddressed(floor, heard);
  const find: Act = (heard) => openFind(floor, heard);
  const lost = (word: string, { origin: { team } }: Heard) => floor.workspaces.lose(team, word);
  return {
    events: {
      app_mention: addressed,
      message: (heard) => hearMessage(floor, heard, hearAlert),
      app_home_opened: (heard) => hearHome(floor, heard),
      app_uninstalled: async (heard) => lost("app_uninstalled", heard),
      // A person's token that is taken back is none of ours.
      tokens_revoked: async (heard) => (isOfBot(heard) ? lost("token_revoked", heard) : undefined),
    },
    actions: {
      intent: async (heard) => {
        await hearAddressed(floor, heard);
        await refreshHome(floor, heard);
      },
      [SHARE_ACTION]: (heard) => share(floor, heard),
      [HOME_SEARCH]: (heard) => hearSearch(floor, heard),
      [HOME_FIND]: find,
    },
    shortcuts: { [EXPLAIN]: addressed, [FIND]: find },
    views: { [FIND]: (heard) => hearPicked(floor, heard) },
  };
}

/**
 * Registers one listener for each kind of body, the same for HTTP and Socket Mode: each says first that it heard, and works then.
 *
 * Bolt walks past all of its listeners for every body, so which act it is, the table says.
 */
export function listen(app: BoltApp, floor: Floor, gate: Gate, refuse: ReturnType<typeof createRefusal>): void {
  const { log } = floor;
  const admit = async (body: unknown): Promise<Heard | undefined> => {
    const origin = originOf(body);
    const admission = await gate.admit(origin);
    if (admission === "yes" && origin.team !== undefined) {
      return { body: body as Heard["body"], origin: { ...origin, team: origin.team } };
    }
    await refuse(origin, admission === "yes" ? "team" : admission);
    return undefined;
  };
  const on = async (act: Act | undefined, { body, ack }: Arguments): Promise<void> => {
    await ack?.();
    const heard = act && (await admit(body));
    if (heard !== undefined) await act?.(heard);
  };
  const { events, actions, shortcuts, views } = actsOf(floor);

  const named = createNameCheck(floor);
  app.command(/^\//, async (args) => {
    named(args.command.command);
    await on((heard) => hearAddressed(floor, heard), args);
  });
  app.event(oneOf(events), (args) => on(events[args.event.type], args));
  app.action({ type: "block_actions", action_id: oneOf(actions) }, (args) => on(actions[beforeColon(args.action.action_id)], args));
  app.shortcut(oneOf(shortcuts), (args) => on(shortcuts[args.shortcut.callback_id], args));
  app.view(oneOf(views), (args) => on(views[args.view.callback_id], args));
  app.options(FIND_ACTION, async ({ body, ack }) => {
    const { value } = body as { readonly value?: unknown };
    const isIn = typeof value === "string" && (await gate.admit(originOf(body))) === "yes";
    await ack(findOptions(isIn ? (await floor.bot).lookUp.complete(value, pickerLanguage(floor, body)) : []) as never);
  });
  app.error(async (error) => log(`Slack: ${error.message.split("\n", 1)[0] ?? ""}`));
}

/** A command of another name is said to the bot too; but cards and help speak of the one in the settings. */
function createNameCheck({ settings, log }: Floor): (name: string) => void {
  const told = new Set<string>([settings.command]);
  return (name) => {
    if (told.has(name) || told.size > MOST_NAMES) return;
    told.add(name);
    log(
      `Slack: the command came as ${JSON.stringify(name)}, while SLACK_COMMAND is ${settings.command}: give the manifest and the setting one name`,
    );
  };
}

/** One of the names, or one of them before a colon. */
function oneOf(acts: Readonly<Record<string, Act>>): RegExp {
  return new RegExp(`^(?:${Object.keys(acts).map(RegExp.escape).join("|")})(?::|$)`);
}

function beforeColon(id: string): string {
  return id.split(":", 1)[0] ?? "";
}

function isOfBot({ body }: Heard): boolean {
  const { tokens } = (body["event"] ?? {}) as { readonly tokens?: { readonly bot?: unknown } | null };
  const bot = tokens?.bot;
  return Array.isArray(bot) && bot.length > 0;
}

/** What is pressed in the home may change what stands there. */
async function refreshHome(floor: Floor, { body, origin: { team, user } }: Heard): Promise<void> {
  const view = body["view"] as { readonly type?: unknown; readonly private_metadata?: unknown } | null | undefined;
  if (view?.type !== "home" || user === undefined) return;
  const { private_metadata: direct } = view;
  await showHome(floor, { team, user, ...(typeof direct === "string" && direct.startsWith("D") ? { direct } : {}) });
}
