import type { Article } from "../knowledge/article.ts";
import type { Reply } from "../reply.ts";
import { ask } from "./ask.ts";
import { browse } from "./browse.ts";
import type { DialogContext } from "./dialog-context.ts";
import { handOver } from "./hand-over.ts";
import { help } from "./help.ts";
import { moveWithWords } from "./move-with-words.ts";
import { notFound } from "./not-found.ts";
import { writeNote } from "./note.ts";
import { notice } from "./notice.ts";
import { withOneCard } from "./one-card.ts";
import { openArticle } from "./open.ts";
import { reject } from "./reject.ts";
import type { Wanted } from "./resolve-typed.ts";
import type { RunAnswer } from "./run-answer.ts";
import type { RunContext } from "./run-context.ts";
import { listRuns } from "./runs.ts";
import { showSteps } from "./steps.ts";
import { isFollowUp } from "./typed-words.ts";
import { askOutcome, askSkip, showRun, startRun } from "./walkthrough.ts";

/** Sends what is wanted to the dialog that gives it. */
export async function route(context: RunContext, wanted: Wanted): Promise<RunAnswer> {
  const here = (reply: Reply): RunAnswer => ({ deliveries: [{ reply, to: { kind: "here" } }] });
  switch (wanted.kind) {
    case "unclear":
      return here(unclear(context, wanted));
    case "ask": {
      if (wanted.text.trim() === "") return here(notice(context, "notice.empty"));
      const reply = ask(context, wanted.text);
      return here(followUp(context, wanted.text, reply) ?? reply);
    }
    case "open":
      return here(withArticle(context, wanted.article, (article) => openArticle(context, article)));
    case "steps":
      return here(withArticle(context, wanted.article, (article) => showSteps(context, article)));
    case "reject":
      return here(reject(context, wanted.candidates));
    case "none":
      return here(notFound(context, { title: context.t.text("notFound.none"), understood: [], near: [] }));
    case "list":
      return here(browse(context, wanted.operation));
    case "help":
      return here(help(context));
    case "language":
      return wanted.again === undefined ? here(notice(context, "language.switched")) : route(context, wanted.again);
    case "greet":
      return here(notice(context, "notice.greeting"));
    case "thanks":
      return here(notice(context, "notice.thanks"));
    case "unreadable":
      return here(notice(context, "notice.unreadable"));
    case "start":
      return withOneCard(context, await startRun(context, wanted.article));
    case "move":
      return withOneCard(context, await moveWithWords(context, wanted));
    case "askOutcome":
      return withOneCard(context, await askOutcome(context, wanted));
    case "askSkip":
      return askSkip(context, wanted);
    case "showRun":
      return withOneCard(context, await showRun(context, wanted));
    case "runs":
      return here(await listRuns(context));
    case "handOver":
      return handOver(context, wanted, wanted.form);
    case "note":
      return writeNote(context, wanted.text);
    case "feedback": {
      const { article, run, verdict, reason } = wanted;
      if (!context.articles.has(article)) return here(notice(context, "notice.gone"));
      await context.store.keepFeedback({
        ...{ organisation: context.organisation, person: context.keys.user, article, at: context.at, verdict },
        ...(run === undefined ? {} : { run }),
        ...(reason === undefined ? {} : { reason }),
      });
      return here(notice(context, verdict === "solved" ? "feedback.solved" : "feedback.notSolved"));
    }
  }
}

function unclear(context: DialogContext, wanted: Extract<Wanted, { kind: "unclear" }>): Reply {
  switch (wanted.because) {
    case "noContext":
      return notice(context, "notice.noContext");
    case "noRun":
      return notice(context, "run.none");
    case "noNumber":
      return notice(context, context.t.rich("run.noNumber", { number: { kind: "text", text: String(wanted.number) } }));
  }
}

/** "And on server B?" is about the article before, where it names no other problem itself. */
function followUp(context: RunContext, text: string, reply: Reply): Reply | undefined {
  if (reply.kind !== "notFound" && reply.kind !== "choices") return undefined;
  if (
    !isFollowUp(text) ||
    reply.match.code !== undefined ||
    (reply.kind === "notFound" && reply.nearest.some(({ heading }) => heading.code !== undefined))
  )
    return undefined;
  const { last } = context;
  const article = last && context.articles.get(last.article);
  return (
    article &&
    openArticle(context, article, {
      match: { by: undefined, code: undefined, confidence: "likely" },
      why: context.t.rich("answer.other"),
      candidates: last.candidates,
    })
  );
}

function withArticle(context: DialogContext, id: string, show: (article: Article) => Reply): Reply {
  const article = context.articles.get(id);
  return article === undefined ? notice(context, "notice.gone") : show(article);
}
