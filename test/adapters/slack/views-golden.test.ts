import { expect, it } from "vitest";
import type { ListReply } from "#core";
import { LOCALES } from "#core";
import { burstCard, digestCard } from "../../../adapters/slack/alert-card.ts";
import type { AlertGroup } from "../../../adapters/slack/alert-groups.ts";
import { findModal } from "../../../adapters/slack/find-modal.ts";
import { drawHome } from "../../../adapters/slack/home.ts";
import { listView } from "../../../adapters/slack/list-view.ts";
import { renderBlocks } from "../../../adapters/slack/render.ts";
import { validateMessage } from "../../../adapters/slack/validate.ts";
import { validateView } from "../../../adapters/slack/validate-view.ts";
import { sampleReplies } from "../../support/every-reply.ts";
import { testBot } from "../../support/test-bot.ts";

const golden = (name: string, value: unknown) =>
  expect(`${JSON.stringify(value, undefined, 2)}\n`).toMatchFileSnapshot(`../../golden/slack/${name}.json`);

it("the home and the windows look as they did, and are valid", async () => {
  const samples = await sampleReplies(await testBot());
  for (const locale of LOCALES) {
    const listNamed = (wanted: string) => samples.find((one) => one.name === wanted && one.locale === locale)?.reply as ListReply;
    const recent = [{ article: "agent-cannot-connect-to-azure", title: "Agent" }];
    const views = {
      home: drawHome({ locale, command: "/mabs", conversation: "D0ANS0001", runs: listNamed("runs"), recent, hearsChannels: true }),
      find: findModal(locale),
      list: listView(listNamed("list"), "C0ONCALL1"),
    };
    for (const [name, view] of Object.entries(views)) {
      expect(validateView(view), name).toEqual([]);
      await golden(`view-${name}.${locale}`, view);
    }
  }
});

it("the cards of a burst and of a daily report look as they did, and are valid", async () => {
  const { articles } = await testBot();
  const group = (id: string, count: number, explains: number): AlertGroup => {
    const article = articles.find((one) => one.id === id);
    if (article === undefined) throw new Error(`no article ${id}`);
    const rootCauses = article.related.filter(({ as }) => as === "root-cause").map((other) => other.id);
    const codes = [article.codes?.[0] ?? ""];
    return { found: { code: codes[0] ?? "", article: id, title: article.title, rootCauses }, codes, count, explains };
  };
  const groups = [group("agent-cannot-connect-to-azure", 1, 1), group("replica-inconsistent", 9, 0)];
  for (const locale of LOCALES) {
    const cards = { burst: burstCard({ groups, count: 10, minutes: 5, isNew: true }, locale), digest: digestCard(groups, locale) };
    for (const [name, card] of Object.entries(cards)) {
      const message = renderBlocks(card);
      expect(validateMessage(message)).toEqual([]);
      await golden(`${name}.${locale}`, message);
    }
  }
});
