import type { Page } from "playwright-core";
import type { NoticeReply } from "#core";
import { createSlackPreview } from "../../../adapters/slack/preview.ts";
import { createTeamsPreview } from "../../../adapters/teams/preview.ts";
import type { PageElement } from "../../../adapters/web/page-node.ts";
import { renderPage } from "../../../adapters/web/render.ts";

const slack = createSlackPreview();
const teams = createTeamsPreview();

/** What of a reply is put in the place of what the bot draws. */
interface StagedReply {
  readonly text: string;
  readonly page?: PageElement;
  readonly html?: string;
}

/** Lets the server answer with a notice that no bot would write: a hostile text, or a drawing of its own. */
export async function answerWith(browser: Page, { text, page, html }: StagedReply): Promise<void> {
  const reply: NoticeReply = { kind: "notice", locale: "en", text: [{ kind: "text", text }], prompts: [], furtherPrompts: [] };
  const message = slack.draw(reply);
  const shown = {
    locale: "en",
    page: page ?? renderPage(reply),
    views: [
      { name: "slack", draws: "html", json: message, html: html ?? slack.html(message) },
      { name: "teams", draws: "card", json: teams.draw(reply) },
    ],
  };
  await browser.route("**/api/turns", (route) => route.fulfill({ json: { replies: [shown] } }));
}
