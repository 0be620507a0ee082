import { randomUUID } from "node:crypto";
import type * as z from "zod";
import type { Bot, Delivery, Locale, Reply, RunMark, Turn } from "#core";
import { encodeIntent, promptsOf } from "#core";
import { platformOf } from "../elsewhere.ts";
import { refuse } from "../http/refusal.ts";
import type { Answer, Route } from "../http/route.ts";
import { jsonAnswer } from "../http/route.ts";
import type { Preview } from "../preview.ts";
import type { Guard } from "./guard.ts";
import type { PageElement } from "./page-node.ts";
import { renderPage } from "./render.ts";
import { htmlRequest, intentOf, pageTurn, placeOf, pressRequest, turnRequest } from "./requests.ts";

/** What the page talks to; bot and previews may still be on their way when the server listens. */
export interface ApiParts {
  readonly bot: Promise<Bot>;
  readonly previews: Promise<readonly Preview[]>;
  readonly guard: Guard;
  /** Brings a run's card on a chat platform up to date. */
  readonly elsewhere?: (delivery: Delivery) => Promise<boolean>;
}

/** What the page gets for a turn. */
export interface Shown {
  readonly replies: readonly ShownReply[];
  /** The language that was chosen with it, which is the page's from then on. */
  readonly language?: Locale;
}

/** A reply as the page gets it: how the page and each view draw it. */
export interface ShownReply {
  /** Its name on the page; an update takes the place of the reply that has it. */
  readonly message: string;
  readonly isUpdate?: boolean;
  /** The run it is a card of, how new it is, and what to press for the newest. */
  readonly run?: RunMark & { readonly refresh: string };
  readonly locale: Locale;
  /** The article it is about, for a link to it. */
  readonly article?: string;
  /** Its button to the other language, as the page's own switch presses it. */
  readonly translation?: { readonly locale: Locale; readonly intent: string };
  readonly page: PageElement;
  readonly views: readonly ShownView[];
}

/** A reply in one preview: the JSON that would be sent, and its HTML where that was asked for and the preview makes it. */
export interface ShownView {
  readonly name: string;
  readonly draws: "html" | "card";
  readonly json: unknown;
  readonly html?: string;
}

const LIMIT = 65_536;
/** A drawn reply comes back whole for its HTML. */
const DRAWN_LIMIT = 131_072;

/** The routes of the page that answer: /api/turns, /api/press, /api/html and /api/looks. */
export function apiRoutes({ bot, previews, guard, elsewhere = async () => false }: ApiParts): readonly Route[] {
  const post = <Schema extends z.ZodType>(
    path: string,
    limit: number,
    schema: Schema,
    act: (request: z.infer<Schema>) => Promise<Answer>,
  ): Route => ({
    method: "POST",
    path,
    limit,
    admit: guard.ask,
    handle: async ({ request, body }) => {
      if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) return refuse("not-json", "This address takes JSON only.");
      const parsed = schema.safeParse(readJson(body));
      return parsed.success ? act(parsed.data) : refuse("bad-request", "The request does not say what the page says.");
    },
  });

  const answer = async (turn: Turn, view: string | undefined, pressed?: Pressed) => {
    const [shownBy, ready] = await Promise.all([previews, bot]);
    // What goes to another place is not for this window.
    const all = await ready.handle(turn);
    const mine = all.filter((delivery) => delivery.to.kind !== "place" && platformOf(delivery, "page") === "page");
    for (const delivery of all.filter((one) => !mine.includes(one))) void elsewhere(delivery);
    const replies = await Promise.all(mine.map((delivery) => deliver(ready, delivery, shownBy, view, pressed)));
    const { intent } = turn;
    return jsonAnswer(200, { replies, ...(intent.kind === "language" ? { language: intent.locale } : {}) } satisfies Shown);
  };
  const previewOf = async (name: string) => (await previews).find((preview) => preview.name === name);

  return [
    post("/api/turns", LIMIT, turnRequest, (request) =>
      answer(pageTurn(intentOf(request), placeOf(request), eventOf(request)), request.view),
    ),
    post("/api/press", LIMIT, pressRequest, async (request) => {
      const preview = await previewOf(request.preview);
      if (preview === undefined) return refuse("bad-request", "There is no such view.");
      return answer(pressedTurn(preview, request), request.view, { preview, payload: request.payload });
    }),
    post("/api/html", DRAWN_LIMIT, htmlRequest, async ({ preview: name, json }) => {
      const preview = await previewOf(name);
      if (preview?.html === undefined) return refuse("bad-request", "This view makes no HTML.");
      if (preview.accepts?.(json) === false) return refuse("bad-request", "This is nothing that this view draws.");
      return jsonAnswer(200, { html: preview.html(json) });
    }),
    {
      method: "GET",
      path: "/api/looks",
      limit: 0,
      admit: guard.address,
      handle: async () =>
        jsonAnswer(
          200,
          Object.fromEntries(
            (await previews).flatMap(({ name, hostConfig, cardVersion }) =>
              hostConfig ? [[name, { ...hostConfig, version: cardVersion }]] : [],
            ),
          ),
        ),
    },
  ];
}

/**
 * The press as that platform reads it, in the conversation of the page.
 *
 * The page is one conversation however it is looked at; so language and last answer hold in every view.
 */
function pressedTurn(preview: Preview, request: z.infer<typeof pressRequest>): Turn {
  const place = placeOf(request);
  const turn = preview.press(request.payload, place);
  return pageTurn(turn?.intent ?? { kind: "unreadable" }, place, eventOf(request));
}

function eventOf({ message }: { readonly message?: string | undefined }): Parameters<typeof pageTurn>[2] {
  return { eventId: randomUUID(), at: new Date(), message };
}

/** A press in a view, which may ask for the reply in a form of that view. */
interface Pressed {
  readonly preview: Preview;
  readonly payload: unknown;
}

/** Gives a reply its place on the page, draws it there, and tells the bot where it stands. */
export async function deliver(
  bot: Bot,
  delivery: Delivery,
  previews: readonly Preview[],
  view?: string,
  pressed?: Pressed,
): Promise<ShownReply> {
  const { reply, to } = delivery;
  const drawn = pressed?.preview.drawInstead?.(reply, pressed.payload);
  // The card that was pressed stays where it is, and so the bot is told of no other.
  if (drawn !== undefined) {
    const { run: _, ...shown } = show(reply, previews, view);
    const views = shown.views.map((one) =>
      one.name === pressed?.preview.name ? { name: one.name, draws: "html" as const, ...drawn } : one,
    );
    return { ...shown, views, message: randomUUID() };
  }
  const message = to.kind === "update" ? to.message : randomUUID();
  const shown = show(reply, previews, view);
  await bot.delivered(delivery, { message, at: new Date() });
  return { ...shown, message, ...(to.kind === "update" ? { isUpdate: true } : {}) };
}

function show(reply: Reply, previews: readonly Preview[], view: string | undefined): Omit<ShownReply, "message"> {
  return {
    locale: reply.locale,
    ...runOf(reply),
    ...(reply.kind === "answer" || reply.kind === "steps" ? { article: reply.evidence.article } : {}),
    ...translationOf(reply),
    page: renderPage(reply),
    views: previews.map((preview) => showView(reply, preview, view === preview.name)),
  };
}

/** The run that a card is of, and the wish by which the page asks for its newest card. */
function runOf(reply: Reply): Pick<ShownReply, "run"> {
  if (reply.kind !== "step") return {};
  const intents = promptsOf(reply).map(({ intent }) => (intent.kind === "language" ? intent.again : intent));
  const refresh = intents.find((intent) => intent?.kind === "showRun");
  return refresh === undefined ? {} : { run: { ...reply.run, refresh: encodeIntent(refresh) } };
}

function translationOf({ furtherPrompts }: Reply): Pick<ShownReply, "translation"> {
  const intent = furtherPrompts.map((prompt) => prompt.intent).find(({ kind }) => kind === "language");
  return intent?.kind === "language" ? { translation: { locale: intent.locale, intent: encodeIntent(intent) } } : {};
}

function showView(reply: Reply, preview: Preview, isLookedAt: boolean): ShownView {
  const json = preview.draw(reply);
  return {
    name: preview.name,
    draws: preview.html === undefined ? "card" : "html",
    json,
    ...(isLookedAt && preview.html !== undefined ? { html: preview.html(json) } : {}),
  };
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
