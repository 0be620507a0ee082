import { describe, expect, it } from "vitest";
import type { Intent } from "#core";
import { decodeIntent, encodeIntent } from "#core";

/** With the longest id of an article there is. */
const ON_RUN = {
  ...{ run: "0123456789abcdef", seen: 12, article: "agent-coordinator-communication-error", path: 1, step: 10 },
  mark: "asked",
} as const;

/** One of every kind: a new intent does not compile here until it is tried. */
const SAMPLES: { readonly [Kind in Intent["kind"]]: Extract<Intent, { kind: Kind }> } = {
  ask: { kind: "ask", text: 'ID: 100050 "quoted" & <tag> é' },
  open: { kind: "open", article: "replica-inconsistent" },
  steps: { kind: "steps", article: "replica-inconsistent" },
  reject: { kind: "reject", article: "replica-inconsistent", candidates: ["obengine-unreachable"] },
  none: { kind: "none", text: "obengine xqzx" },
  list: { kind: "list", operation: "backup" },
  help: { kind: "help" },
  language: { kind: "language", locale: "nl", again: { kind: "steps", article: "replica-inconsistent" } },
  start: { kind: "start", article: "replica-inconsistent" },
  move: { kind: "move", do: "remind", ...ON_RUN, after: "morning" },
  askSkip: { kind: "askSkip", ...ON_RUN },
  showRun: { kind: "showRun", ...ON_RUN },
  runs: { kind: "runs" },
  handOver: { kind: "handOver", form: "support", ...ON_RUN },
  note: { kind: "note", text: "rebooted it" },
  feedback: { kind: "feedback", article: "replica-inconsistent", run: "0123456789abcdef", verdict: "notSolved", reason: "stepFailed" },
  greet: { kind: "greet" },
  thanks: { kind: "thanks" },
  unreadable: { kind: "unreadable" },
};

describe("a button's intent", () => {
  it.each(Object.values(SAMPLES))("survives the way through a button: $kind", (intent) => {
    expect(decodeIntent(encodeIntent(intent))).toEqual(intent);
  });

  it("is short enough for every platform", () => {
    for (const intent of Object.values(SAMPLES)) expect(encodeIntent(intent).length).toBeLessThan(210);
  });

  it("of a run is refused with a place or a run that no card carries", () => {
    for (const wrong of [{ path: -1 }, { step: 1.5 }, { seen: -1 }, { run: "../x" }, { run: "" }, { mark: "over" }, { article: 7 }]) {
      expect(decodeIntent(`v1:${JSON.stringify({ kind: "showRun", ...ON_RUN, ...wrong })}`), JSON.stringify(wrong)).toBeUndefined();
    }
  });

  it.each([
    ["nothing", undefined],
    ["another version", 'v0:{"kind":"help"}'],
    ["no JSON", "v1:{kind:help}"],
    ["an unknown kind", 'v1:{"kind":"shutdown"}'],
    ["an unknown field", 'v1:{"kind":"help","run":"rm -rf"}'],
    ["a wrong type", 'v1:{"kind":"open","article":7}'],
    ["an object", { kind: "help" }],
    ["a flood", `v1:${"[".repeat(3000)}`],
    ["__proto__", 'v1:{"kind":"help","__proto__":{"x":1}}'],
  ])("is refused when it is %s", (_name, payload) => {
    expect(decodeIntent(payload)).toBeUndefined();
  });
});
