import type { AdaptiveCard } from "adaptivecards";
import { beforeAll, describe, expect, it } from "vitest";
import { promptsOf } from "#core";
import hostConfig from "../../../adapters/teams/host-config.json" with { type: "json" };
import { renderCard } from "../../../adapters/teams/render.ts";
import type { NamedReply } from "../../support/every-reply.ts";
import { everyReply } from "../../support/every-reply.ts";
import { testBot } from "../../support/test-bot.ts";
import { textsOf } from "../../support/texts-of.ts";
import { ADAPTIVE_CARDS, pressables, visibleText } from "./card-reader.ts";

let replies: readonly NamedReply[];

beforeAll(async () => {
  replies = await everyReply(await testBot());
});

interface Parsed {
  /** What the client kept of the card. */
  readonly kept: unknown;
  readonly warnings: readonly string[];
}

/** Reads a card as a client of that version does. */
function parse(card: object, version: "1.2" | "1.5"): Parsed {
  const { SerializationContext, Versions } = ADAPTIVE_CARDS;
  const context = new SerializationContext(version === "1.2" ? Versions.v1_2 : Versions.v1_5);
  const parsed: AdaptiveCard = new ADAPTIVE_CARDS.AdaptiveCard();
  parsed.hostConfig = new ADAPTIVE_CARDS.HostConfig(hostConfig.light);
  // The parser's own test of a language remembers where it stopped and so refuses every second one.
  parsed.parse({ ...card, version, lang: undefined }, context);
  const warnings = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const unrendered = parsed.validateProperties().validationEvents.map(({ message }) => message);
  return { kept: parsed.toJSON(context), warnings: [...new Set([...warnings, ...unrendered])].sort() };
}

const EXECUTE = 'Unknown action type "Action.Execute". Fallback will be used if present.';
const CODE = 'Unknown element type "CodeBlock". Fallback will be used if present.';

describe.each([
  { version: "1.2", newer: [EXECUTE, CODE] },
  { version: "1.5", newer: [CODE] },
] as const)("parsed by Microsoft's renderer at version $version", ({ version, newer }) => {
  it("keeps every text of every article, state and language", () => {
    for (const { name, locale, reply } of replies) {
      const shown = squash(visibleText(parse(renderCard(reply), version).kept));
      for (const text of textsOf(reply)) expect(shown, `${name} ${locale}: ${text}`).toContain(squash(text));
    }
  });

  it("keeps every button with its intent", () => {
    for (const { name, locale, reply } of replies) {
      const card = renderCard(reply);
      const kept = pressables(parse(card, version).kept).map(({ data }) => JSON.stringify(data));
      expect(kept, `${name} ${locale}`).toEqual(pressables(card).map((one) => JSON.stringify(one.data)));
      // The button "as text" is of Teams alone.
      const prompts = kept.filter((data) => !data.includes('"as":"text"'));
      expect(prompts.length, `${name} ${locale}`).toBe(promptsOf(reply).length);
    }
  });

  it("warns of nothing but the two things that bring their fallback", () => {
    for (const { name, locale, reply } of replies) {
      const warnings = parse(renderCard(reply), version).warnings.filter((warning) => !newer.some((known) => known === warning));
      expect(warnings, `${name} ${locale}`).toEqual([]);
    }
  });
});

function squash(text: string): string {
  return text.replace(/\s+/g, "");
}
