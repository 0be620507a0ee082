import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Locale } from "#core";
import { validateCard } from "../../../adapters/teams/validate.ts";
import { ARTICLE, buttonFor, LANGUAGES, somewhere } from "../../support/teams/talk.ts";
import type { TeamsBot } from "../../support/teams/teams-bot.ts";
import { fixture, startTeamsBot } from "../../support/teams/teams-bot.ts";
import { testBot } from "../../support/test-bot.ts";
import type { Pressable } from "./card-reader.ts";
import { pressables, visibleText } from "./card-reader.ts";

let whole: TeamsBot;
beforeAll(async () => {
  whole = await startTeamsBot((await testBot()).over({}));
});
afterAll(() => whole.close());

const MAILS: Readonly<Record<Locale, string>> = {
  nl: "<p>De replica is inconsistent, back-up mislukt voor de server met foutcode 100050</p>",
  en: "<p>Online recovery point creation failed for the protected server. ID: 100050</p>",
};
const CHOOSE: Readonly<Record<Locale, string>> = { nl: "Nederlands", en: "English" };

interface Dialog {
  readonly title: string;
  readonly card: { readonly content: { readonly lang: string } };
}

/** The dialog that an invoke was answered with. */
function dialogIn(body: unknown): Dialog {
  return (body as { task: { value: Dialog } }).task.value;
}

async function explain(content: string, event: object): Promise<Dialog> {
  const value = { commandId: "explain", commandContext: "message", messagePayload: { body: { contentType: "html", content } } };
  const { body } = await whole.say(await fixture("action-execute", { ...event, name: "composeExtension/fetchTask", value }));
  return dialogIn(body);
}

/** Presses a button of the dialog; all that comes back is what the button carries. */
async function press({ data }: Pressable, event: object): Promise<unknown> {
  const { body, sent } = await whole.say(
    await fixture("action-execute", { ...event, name: "composeExtension/submitAction", value: { commandId: "explain", data } }),
  );
  expect(sent).toEqual([]);
  return body;
}

const otherLanguage = (dialog: Dialog) => buttonFor(dialog.card.content, ({ kind }) => kind === "language");

describe.each(LANGUAGES)("explain this backup error, for somebody who reads $language", ({ language, locale, title }) => {
  const other = language === "nl" ? "en" : "nl";

  it("answers in the language of the reader, whatever the message is written in", async () => {
    for (const mail of Object.values(MAILS)) {
      const { card, title: heading } = await explain(mail, somewhere("channel", locale).event);
      expect(card.content.lang).toBe(language);
      expect(visibleText(card.content)).toContain(title);
      expect(heading).toBe(language === "nl" ? "Leg deze back-upfout uit" : "Explain this backup error");
      expect(validateCard(card.content)).toEqual([]);
    }
  });

  it("holds to the language that was chosen here, and to the one that the reader last wrote, before the client's", async () => {
    const otherLocale = language === "nl" ? "en-US" : "nl-NL";
    const chosen = somewhere("personal", otherLocale).event;
    await whole.say(await fixture("personal-chat-en", { ...chosen, text: CHOOSE[language] }));
    expect((await explain(MAILS[other], chosen)).card.content.lang).toBe(language);

    const wrote = somewhere("personal", otherLocale).event;
    const text =
      language === "nl" ? "Waarom mislukt de back-up van deze server steeds?" : "Why does the backup of this server fail every time?";
    await whole.say(await fixture("personal-chat-en", { ...wrote, text }));
    expect(
      (await explain(MAILS[other], { ...wrote, conversation: somewhere("channel", otherLocale).event.conversation })).card.content.lang,
    ).toBe(language);
  });

  it("has a button to the other language, and one that puts the card in the conversation in the language that is shown", async () => {
    const { event } = somewhere("channel", locale);
    const first = await explain(MAILS.en, event);
    expect(otherLanguage(first).label).toBe(CHOOSE[other]);
    const second = dialogIn(await press(otherLanguage(first), event));
    expect(second.card.content.lang).toBe(other);
    const insert = pressables(second.card.content).find(({ data }) => (data as { insert?: boolean }).insert === true);
    const inserted = JSON.stringify(await press(insert as Pressable, event));
    expect(inserted).toContain(ARTICLE);
    expect(inserted).toContain(`"lang":"${other}"`);
    const back = dialogIn(await press(otherLanguage(second), event));
    expect(back.card.content).toEqual(first.card.content);
  });

  it("lets an article be picked where several are possible, and turns the choice over too", async () => {
    const { event } = somewhere("channel", locale);
    // Longer than any button of a chat may carry.
    const dialog = await explain(
      `<p>ID 3188</p>${"<p>Server-01.contoso.example reported it again, ticket AB-998877.</p>".repeat(60)}`,
      event,
    );
    expect(dialog.card.content.lang).toBe(language);
    const turned = dialogIn(await press(otherLanguage(dialog), event));
    expect(turned.card.content.lang).toBe(other);
    expect(JSON.stringify(otherLanguage(dialog).data)).not.toMatch(/contoso|998877/);
    const picked = dialogIn(
      await press(
        buttonFor(turned.card.content, ({ kind }) => kind === "open"),
        event,
      ),
    );
    expect(picked.card.content.lang).toBe(other);
    expect(pressables(picked.card.content).some(({ data }) => (data as { insert?: boolean }).insert === true)).toBe(true);
  });

  it("says so where a message has no text, in both languages", async () => {
    const { event } = somewhere("channel", locale);
    const empty = { nl: "In dit bericht staat geen tekst.", en: "There is no text in this message." };
    const dialog = await explain("<img src=x>", event);
    expect(visibleText(dialog.card.content)).toBe(empty[language]);
    expect(visibleText(dialogIn(await press(otherLanguage(dialog), event)).card.content)).toBe(empty[other]);
  });

  it("does nothing with a button that it did not make", async () => {
    const { event } = somewhere("channel", locale);
    for (const data of [undefined, null, "x", {}, { intent: "v9:{}" }, { insert: true, intent: 'v1:{"kind":"open","article":"gone"}' }])
      expect(await press({ label: "", type: "", data }, event)).toEqual({});
  });

  it("finds articles in one language, that of the reader", async () => {
    const value = { commandId: "search", parameters: [{ name: "text", value: "replica" }] };
    const { body } = await whole.say(
      await fixture("action-execute", { ...somewhere("channel", locale).event, name: "composeExtension/query", value }),
    );
    const { attachments } = (body as { composeExtension: { attachments: { content: { lang: string } }[] } }).composeExtension;
    expect(attachments.length).toBeGreaterThan(3);
    expect(new Set(attachments.map(({ content }) => content.lang))).toEqual(new Set([language]));
  });
});
