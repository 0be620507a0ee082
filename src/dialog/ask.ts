import type { MessageKey } from "../i18n/translator.ts";
import type { View } from "../intent.ts";
import { fitsButton } from "../intent-codec.ts";
import type { Article } from "../knowledge/article.ts";
import type { ChoicesReply, Match, Reply } from "../reply.ts";
import type { RichText, Span } from "../rich-text.ts";
import { parseRichText } from "../rich-text.ts";
import type { AskBecause, Reason, Verdict } from "../search/confidence.ts";
import type { SearchResult } from "../search/search-index.ts";
import { headingOf } from "./article-parts.ts";
import type { DialogContext } from "./dialog-context.ts";
import { languagePrompt, prompt } from "./dialog-context.ts";
import { notFound } from "./not-found.ts";
import { openArticle } from "./open.ts";

const MOST_WORDS = 3;
const LONGEST_AGAIN = 300;

/** Free text or a code: one answer, a question back, or an honest "not known". */
export function ask(context: DialogContext, text: string): Reply {
  const { index, locale } = context;
  const result = index.search(text, locale);
  const { verdict } = result;
  switch (verdict.kind) {
    case "answer":
      return openArticle(context, verdict.article, {
        match: matchOf(verdict.reason),
        why: whyOf(context, verdict.reason),
        candidates: result.candidates.map(({ id }) => id),
      });
    case "ask":
      return askBack(context, verdict, againOf(context, text));
    case "unknown":
      return unknown(context, result, text);
  }
}

function matchOf(reason: Reason): Match {
  switch (reason.kind) {
    case "code":
      return { by: "code", code: reason.code, confidence: reason.words.length === 0 ? "exact" : "likely" };
    case "name":
      return { by: "name", code: reason.name, confidence: reason.isExact ? "exact" : "likely" };
    case "message":
    case "words":
      return { by: "words", code: undefined, confidence: "likely" };
  }
}

function whyOf({ t }: DialogContext, reason: Reason): RichText {
  switch (reason.kind) {
    case "code":
      return reason.words.length === 0
        ? t.rich("answer.why.code", { code: codeSpan(reason.code) })
        : t.rich("answer.why.codeContext", {
            code: codeSpan(reason.code),
            words: textSpan(reason.words.slice(0, MOST_WORDS).join(", ")),
          });
    case "name":
      return reason.isExact
        ? t.rich("answer.why.name", { name: codeSpan(reason.name) })
        : t.rich("answer.why.nameRepaired", { written: codeSpan(reason.written), name: codeSpan(reason.name) });
    case "message":
      return t.rich("answer.why.message");
    case "words":
      return t.rich("answer.why.words", { words: textSpan(reason.words.slice(0, MOST_WORDS).join(", ")) });
  }
}

function askBack(
  context: DialogContext,
  { articles, reason, because }: Extract<Verdict, { kind: "ask" }>,
  again: View | undefined,
): ChoicesReply {
  const { t, locale } = context;
  const { by, code } = matchOf(reason);
  return {
    kind: "choices",
    locale,
    match: { by, code, confidence: "several" },
    question: questionOf(context, reason, because, articles.length),
    choices: articles.map((article: Article) => ({
      heading: headingOf(article, t),
      ...(article.tellApart === undefined ? {} : { detail: parseRichText(article.tellApart[locale]) }),
      prompt: prompt(article.title[locale], { kind: "open", article: article.id }),
    })),
    prompts: [prompt(t.text("prompt.none"), { kind: "none", ...(again?.kind === "ask" ? { text: again.text } : {}) })],
    furtherPrompts: [languagePrompt(context, again)],
  };
}

function questionOf({ t }: DialogContext, reason: Reason, because: AskBecause, count: number): RichText {
  if (because === "several") return t.rich("choices.several");
  const single = count === 1;
  switch (reason.kind) {
    case "code":
      return t.rich(single ? "choices.codeAlone" : "choices.code", { code: codeSpan(reason.code) });
    case "name":
      return t.rich("choices.names", { written: codeSpan(reason.written) });
    case "message":
    case "words":
      return t.rich(single ? "choices.wordsAlone" : "choices.words");
  }
}

function unknown(context: DialogContext, { verdict, near, understood }: SearchResult, text: string): Reply {
  const { t, index } = context;
  // A number that may be somebody's PIN is not shown again, not even as an unknown code.
  const code = verdict.kind === "unknown" && !index.hasSecret(text) ? verdict.code : undefined;
  const lines: RichText[] = [];
  if (code !== undefined) lines.push(t.rich("notFound.understood.code", { code: codeSpan(code) }));
  else if (understood.length > 0) lines.push(t.rich("notFound.understood.words", { words: textSpan(understood.join(", ")) }));
  else lines.push(t.rich("notFound.understood.nothing"));
  const title: MessageKey = code === undefined ? "notFound.title" : "notFound.code";
  const again = againOf(context, text);
  return notFound(context, {
    title: t.text(title, { code: code ?? "" }),
    understood: lines,
    near,
    ...(again === undefined ? {} : { again }),
  });
}

/** The question for the button to the other language: short, and with nothing in it that only its writer knows. */
function againOf({ index }: DialogContext, text: string): View | undefined {
  if (text.length > LONGEST_AGAIN || index.hasSecret(text)) return undefined;
  const again: View = { kind: "ask", text: index.repeatable(text) };
  return fitsButton({ kind: "language", locale: "en", again }) ? again : undefined;
}

function codeSpan(text: string): Span {
  return { kind: "code", text };
}

function textSpan(text: string): Span {
  return { kind: "text", text };
}
