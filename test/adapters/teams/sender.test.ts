import { describe, expect, it } from "vitest";
import type { Delivery } from "#core";
import type { NotTaken, Operation } from "../../../adapters/teams/operation.ts";
import type { WireRequest } from "../../../adapters/teams/request-of.ts";
import type { Attempt } from "../../../adapters/teams/retry-rule.ts";
import type { Sent } from "../../../adapters/teams/sender.ts";
import { createSender } from "../../../adapters/teams/sender.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

const PLACE = { serviceUrl: "https://smba.trafficmanager.net/emea/", tenant: "T", conversation: "a:1" };
const DELIVERY: Delivery = {
  reply: { kind: "notice", locale: "en", text: [], prompts: [], furtherPrompts: [] },
  to: { kind: "here" },
};
const post = (text = "Hello.", conversation = "a:1"): Operation => ({
  call: { kind: "post", place: { ...PLACE, conversation } },
  message: { type: "message", text },
  delivery: DELIVERY,
});
const update: Operation = { ...post(), call: { kind: "update", place: PLACE, message: "m0" } };

const NEVER_TAKEN: readonly NotTaken[] = ["missing", "gone", "refused"];

/**
 * What Teams does with a request: breaks off before or behind its body; "slow" takes it in and says so ten seconds later; with `isTaken` it
 * takes it in and denies it.
 */
type Step =
  | number
  | "resetBefore"
  | "resetAfter"
  | "slow"
  | { readonly status: number; readonly retryAfter?: string; readonly code?: string; readonly isTaken?: true };

/** A sender over a service that follows a script, and takes everything after it. */
function scripted(...script: readonly Step[]) {
  const clock = createFakeClock();
  const steps = [...script];
  const taken: string[] = [];
  const requests: { readonly at: number; readonly request: WireRequest }[] = [];
  const told: string[] = [];
  const gone: string[] = [];
  const lines: string[] = [];
  const newTokens: number[] = [];
  const take = ({ body }: WireRequest): Attempt => {
    taken.push(String((JSON.parse(body) as { text?: string }).text));
    return { kind: "answered", status: 201, body: { id: `m${taken.length}` } };
  };
  const sender = createSender({
    ...{ clock, bot: "bot", random: () => 1, log: (line: string) => lines.push(line) },
    wire: async (request, options) => {
      requests.push({ at: clock.now(), request });
      if (options?.withNewToken) newTokens.push(requests.length);
      const step = steps.shift();
      if (step === undefined) return take(request);
      if (step === "resetBefore") return { kind: "reset", isHandedOver: false };
      if (step === "resetAfter") {
        take(request);
        return { kind: "reset", isHandedOver: true };
      }
      if (step === "slow") {
        const answer = take(request);
        await new Promise<void>((resolve) => clock.after(10_000, resolve));
        return answer;
      }
      const { status, retryAfter, code = "Error", isTaken } = typeof step === "number" ? { status: step } : step;
      if (isTaken) take(request);
      return { kind: "answered", status, retryAfter, body: { error: { code, message: "secret words" } } };
    },
    delivered: async (_delivery, { message }) => {
      told.push(message);
    },
    gone: async ({ conversation }) => {
      gone.push(conversation);
    },
  });
  return { clock, sender, taken, requests, told, gone, lines, newTokens, waits: () => requests.map(({ at }) => at) };
}

describe("the sender of messages to Teams", () => {
  it.each<readonly [string, readonly Step[]]>([
    ["429 without a time", [429]],
    ["429 with a time", [{ status: 429, retryAfter: "2" }]],
    ["412", [412]],
    ["502", [502]],
    ["504", [504]],
    ["503", [503]],
    ["408", [408]],
    ["a connection that broke before the body", ["resetBefore", "resetBefore", "resetBefore"]],
    ["a slow answer", ["slow"]],
    ["all of it in a row", [429, 412, 502]],
  ])("delivers a message exactly once after %s", async (_what, script) => {
    const { clock, sender, taken, told } = scripted(...script);
    const result = sender.send(post());
    await clock.forward(30_000);
    expect(["sent", "late"]).toContain(await result);
    expect(taken).toEqual(["Hello."]);
    expect(told).toEqual(["m1"]);
  });

  it("waits as long as Teams asks for, and without that longer each time", async () => {
    const asked = scripted({ status: 429, retryAfter: "3" });
    const first = asked.sender.send(post());
    await asked.clock.forward(10_000);
    await first;
    expect(asked.waits()).toEqual([0, 3000]);

    const unasked = scripted(429, 502, 504);
    const second = unasked.sender.send(post());
    await unasked.clock.forward(10_000);
    await second;
    expect(unasked.waits()).toEqual([0, 500, 1500, 3500]);
  });

  it("gives up after eight seconds in all, and says so without a word of what was sent", async () => {
    const { clock, sender, taken, lines, waits } = scripted(...Array<Step>(20).fill(502));
    const result = sender.send(post("secret words"));
    await clock.forward(20_000);
    expect(await result).toBe("busy");
    expect(taken).toEqual([]);
    expect(waits().at(-1)).toBeLessThan(8000);
    expect(lines).toEqual(["Teams: POST v3/conversations/.../activities was not taken: 502 Error"]);
  });

  it("does not wait for a time that is past its budget", async () => {
    const { clock, sender, waits } = scripted({ status: 429, retryAfter: "60" });
    const result = sender.send(post());
    await clock.forward(100);
    expect(await result).toBe("busy");
    expect(waits()).toEqual([0]);
  });

  it("never repeats a post that may have been taken in, but repeats an update, which changes nothing twice", async () => {
    const posted = scripted(500, "resetBefore");
    const first = posted.sender.send(post());
    await posted.clock.forward(10_000);
    expect(await first).toBe("refused");
    expect(posted.requests.length).toBe(1);

    const broken = scripted("resetBefore", "resetAfter");
    const second = broken.sender.send({ ...post(), orElse: { ...post("another way"), after: NEVER_TAKEN } });
    await broken.clock.forward(10_000);
    expect(await second).toBe("unknown");
    expect(broken.taken).toEqual(["Hello."]);
    expect(broken.lines).toEqual([
      "Teams: the connection broke behind POST v3/conversations/.../activities; whether it was taken is not known, and it is not sent again.",
    ]);

    const updated = scripted(500, "resetAfter", "resetAfter");
    const third = updated.sender.send(update);
    await updated.clock.forward(10_000);
    expect(await third).toBe("sent");
  });

  it("opens a personal chat again after a break, since there is one however often it is asked for", async () => {
    const { clock, sender, requests } = scripted("resetAfter");
    const result = sender.send({ ...post(), call: { kind: "chat", serviceUrl: PLACE.serviceUrl, tenant: "T", person: { id: "29:Ans" } } });
    await clock.forward(10_000);
    expect(await result).toBe("sent");
    expect(requests.map(({ request }) => request.path)).toEqual(["v3/conversations", "v3/conversations", "v3/conversations/m2/activities"]);
  });

  it("goes on with the conversation while one message waits for its answer, in order", async () => {
    const { clock, sender, taken } = scripted("slow");
    const results = [sender.send(post("first")), sender.send(post("second"))];
    await clock.forward(7999);
    expect(taken).toEqual(["first"]);
    await clock.forward(10);
    expect(taken).toEqual(["first", "second"]);
    expect(await Promise.all(results)).toEqual(["late", "sent"]);
  });

  it("keeps the order of a conversation, and lets no conversation wait for another", async () => {
    const { clock, sender, taken } = scripted({ status: 429, retryAfter: "5" });
    const results = [sender.send(post("one")), sender.send(post("two")), sender.send(post("other", "a:2"))];
    await clock.forward(100);
    expect(taken).toEqual(["other"]);
    await clock.forward(6000);
    await Promise.all(results);
    expect(taken).toEqual(["other", "one", "two"]);
  });

  it.each<readonly [string, Step, Sent]>([
    ["the bot is not in it", { status: 403, code: "BotNotInConversationRoster" }, "gone"],
    ["the person blocked it", { status: 403, code: "ConversationBlockedByUser" }, "gone"],
    ["it is not there", { status: 404, code: "ConversationNotFound" }, "gone"],
    ["only the message is gone", { status: 404, code: "ActivityNotFoundInConversation" }, "missing"],
    ["the message is somebody's own", { status: 403, code: "NotEnoughPermissions" }, "missing"],
    ["404 has no word of Teams", { status: 404, code: "Error" }, "refused"],
    ["403 has no word of Teams", { status: 403, code: "Forbidden" }, "refused"],
    ["the message is too big", { status: 413, code: "MessageSizeTooBig" }, "refused"],
    ["the message is not understood", { status: 400, code: "BadSyntax" }, "refused"],
  ])("asks once where %s, and forgets the conversation only where Teams says that it is gone", async (_what, step, sent) => {
    const { clock, sender, gone, requests } = scripted(step);
    const result = sender.send(post());
    await clock.forward(10_000);
    expect(await result).toBe(sent);
    expect(gone).toEqual(sent === "gone" ? ["a:1"] : []);
    expect(requests.length).toBe(1);
  });

  it("forgets no conversation where Teams does not show a message to one person", async () => {
    const { clock, sender, gone, requests } = scripted({ status: 404, code: "ConversationNotFound" });
    const place = { ...PLACE, only: { id: "29:Ans" } };
    const result = sender.send({ ...post(), call: { kind: "post", place } });
    await clock.forward(100);
    expect(await result).toBe("gone");
    expect(gone).toEqual([]);
    expect(requests[0]?.request.path).toMatch(/isTargetedActivity=true$/);
  });

  it("asks once for a new token where Teams does not take the one there is", async () => {
    const renewed = scripted(401);
    expect(await renewed.sender.send(post())).toBe("sent");
    expect(renewed.newTokens).toEqual([2]);

    const wrong = scripted(401, 401);
    expect(await wrong.sender.send(post())).toBe("refused");
    expect(wrong.newTokens).toEqual([2]);
  });

  it("sends again what Teams says that it did not take, also where it did: the one double that nobody can prevent", async () => {
    for (const status of [502, 504]) {
      const { clock, sender, taken } = scripted({ status, isTaken: true });
      const result = sender.send(post());
      await clock.forward(10_000);
      expect(await result).toBe("sent");
      expect(taken).toEqual(["Hello.", "Hello."]);
    }
  });

  it.each<readonly [string, Step, readonly string[]]>([
    ["refused", 400, ["without"]],
    ["missing", { status: 404, code: "ActivityNotFoundInConversation" }, ["anew"]],
    ["gone", { status: 404, code: "ConversationNotFound" }, ["elsewhere"]],
  ])("tries the way that is meant for what is %s, and not those before it", async (_what, step, said) => {
    const { clock, sender, taken } = scripted(step);
    const elsewhere = { ...post("elsewhere"), after: NEVER_TAKEN };
    const anew = { ...post("anew"), after: ["missing" as const], orElse: elsewhere };
    const without = { ...post("without"), after: ["refused" as const], orElse: anew };
    const result = sender.send({ ...post("with a name"), orElse: without });
    await clock.forward(10_000);
    expect(await result).toBe("sent");
    expect(taken).toEqual(said);
  });

  it.each<readonly [string, readonly Step[], Sent]>([
    ["may have arrived", ["slow"], "late"],
    ["is asked to wait longer than there is time", [{ status: 429, retryAfter: "60" }], "busy"],
    ["finds Teams down", Array<Step>(20).fill(502), "busy"],
  ])("does not try the other way for a message that %s", async (_what, script, sent) => {
    const { clock, sender, requests } = scripted(...script);
    const result = sender.send({ ...update, orElse: { ...post("anew"), after: NEVER_TAKEN } });
    await clock.forward(20_000);
    expect(await result).toBe(sent);
    expect(requests.map(({ request }) => request.method)).not.toContain("POST");
  });

  it("has one budget for all ways, and keeps of it what saying so takes", async () => {
    const down = scripted(...Array<Step>(50).fill(502));
    const back = { ...post("It did not arrive."), after: ["refused", "busy"] as const };
    const result = down.sender.send({ ...post("Help."), orElse: { ...post("Help!"), after: ["refused"], orElse: back } });
    await down.clock.forward(30_000);
    expect(await result).toBe("busy");
    expect(down.waits().at(-1)).toBeLessThan(8000);
    expect(down.requests.length).toBeLessThan(10);

    const there = scripted(...Array<Step>(4).fill(502));
    const told = there.sender.send({ ...post("Help."), orElse: back });
    await there.clock.forward(8000);
    expect(await told).toBe("sent");
    expect(there.taken).toEqual(["It did not arrive."]);
  });

  it("lets no flood of messages pile up for a conversation that does not answer", async () => {
    const { clock, sender } = scripted(...Array<Step>(300).fill("slow"));
    const results = Array.from({ length: 250 }, () => sender.send(post()));
    expect(await Promise.all(results.slice(200))).toEqual(Array(50).fill("busy"));
    await clock.forward(8000 * 201);
    await sender.drained();
  });
});
