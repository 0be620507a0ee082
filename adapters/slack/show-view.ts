import type { ModalView } from "@slack/types";
import type { Failure, Outcome } from "./failure.ts";
import { describeFailure } from "./failure.ts";
import { validateView } from "./validate-view.ts";
import type { Workspaces } from "./workspaces.ts";

/** A window that can be opened by what Slack gave with a command or a press, for three seconds; or the one that was pressed in. */
export type Window = { readonly kind: "open"; readonly trigger: string } | { readonly kind: "update"; readonly view: string };

/** Shows something in a window; false where it could not, and another way must be found. */
export type ShowView = (team: string, window: Window, view: ModalView) => Promise<boolean>;

/** The window that a body from Slack gives a way to; undefined for an event, which gives none. */
export function windowOf(body: Readonly<Record<string, unknown>>): Window | undefined {
  const { id, type } = (body["view"] ?? {}) as { readonly id?: unknown; readonly type?: unknown };
  if (type === "modal" && typeof id === "string") return { kind: "update", view: id };
  const trigger = body["trigger_id"];
  return typeof trigger === "string" ? { kind: "open", trigger } : undefined;
}

/** Looks at each view before it is sent, as at each message. */
export function createShowView({ call }: Pick<Workspaces, "call">, log: (line: string) => void): ShowView {
  return async (team, window, view) => {
    const complaints = validateView(view);
    if (complaints.length > 0) {
      log(`Slack: the window ${view.callback_id} is not drawn as it should be: ${complaints.slice(0, 3).join("; ")}`);
      return false;
    }
    const outcome = await (window.kind === "open"
      ? call(team, "views.open", { trigger_id: window.trigger, view })
      : call(team, "views.update", { view_id: window.view, view }));
    const failure = whyNotShown(outcome);
    if (failure !== undefined) log(`Slack: views.${window.kind}: ${describeFailure(failure)}`);
    return failure === undefined;
  };
}

/** Why a window is not open; undefined where it is, also by a try before, of which no answer came, so that what opens it is used up. */
export function whyNotShown(outcome: Outcome): Failure | undefined {
  return outcome.kind === "done" || (outcome.kind === "refused" && outcome.word === "exchanged_trigger_id") ? undefined : outcome;
}
