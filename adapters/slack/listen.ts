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

/** The part of Bolt's arguments that every listener gets; `ack` is missing where Bolt has answered itself. */
interface Arguments {
  readonly body: unknown;
  readonly ack?: ((response?: never) => Promise<void>) | undefined;
}

/** Registers every listener, once for HTTP and Socket Mode alike: each says first that it heard, and works then. */
export function listen(app: BoltApp, floor: Floor, gate: Gate, refuse: ReturnType<typeof createRefusal>): void {
  const { settings, workspaces, log } = floor;
  const admit = async (body: unknown): Promise<Heard | undefined> => {
    const origin = originOf(body);
    const admission = await gate.admit(origin);
    if (admission === "yes" && origin.team !== undefined) {
      return { body: body as Heard["body"], origin: { ...origin, team: origin.team } };
    }
    await refuse(origin, admission === "yes" ? "team" : admission);
    return undefined;
  };
  const on =
    (act: (heard: Heard) => Promise<unknown>) =>
    async ({ body, ack }: Arguments): Promise<void> => {
      await ack?.();
      const heard = await admit(body);
      if (heard !== undefined) await act(heard);
    };
  const hearAlert = createAlertListener(floor);
  const addressed = on((heard) => hearAddressed(floor, heard));

  app.command(settings.command, addressed);
  app.event("app_mention", addressed);
  app.event(
    "message",
    on((heard) => hearMessage(floor, heard, hearAlert)),
  );
  app.shortcut(EXPLAIN, addressed);
  app.action(
    { type: "block_actions", action_id: /^intent:/ },
    on(async (heard) => {
      await hearAddressed(floor, heard);
      await refreshHome(floor, heard);
    }),
  );
  app.action(
    SHARE_ACTION,
    on((heard) => share(floor, heard)),
  );

  app.event(
    "app_home_opened",
    on((heard) => hearHome(floor, heard)),
  );
  app.action(
    HOME_SEARCH,
    on((heard) => hearSearch(floor, heard)),
  );
  const find = on((heard) => openFind(floor, heard));
  app.shortcut(FIND, find);
  app.action(HOME_FIND, find);
  app.view(
    FIND,
    on((heard) => hearPicked(floor, heard)),
  );
  app.options(FIND_ACTION, async ({ body, ack }) => {
    const { value = "" } = body as { readonly value?: string };
    const isIn = (await gate.admit(originOf(body))) === "yes";
    await ack(findOptions(isIn ? (await floor.bot).lookUp.complete(value, pickerLanguage(floor, body)) : []) as never);
  });

  const lost = (word: string) =>
    on(async ({ origin: { team } }) => {
      workspaces.lose(team, word);
    });
  app.event("app_uninstalled", lost("app_uninstalled"));
  app.event("tokens_revoked", async (args) => {
    const { tokens } = args.event;
    // A person's token that is taken back is none of ours.
    if ((tokens.bot ?? []).length > 0) await lost("token_revoked")(args);
  });
  app.error(async (error) => log(`Slack: ${error.message.split("\n", 1)[0] ?? ""}`));
}

/** What is pressed in the home may change what stands there. */
async function refreshHome(floor: Floor, { body, origin: { team, user } }: Heard): Promise<void> {
  const view = body["view"] as { readonly type?: unknown; readonly private_metadata?: unknown } | undefined;
  if (view?.type !== "home" || user === undefined) return;
  const { private_metadata: direct } = view;
  await showHome(floor, { team, user, ...(typeof direct === "string" && direct.startsWith("D") ? { direct } : {}) });
}
