import { decodeIntent, isInert } from "#core";
import { bytesOf, LIMITS } from "./limits.ts";

type Node = Readonly<Record<string, unknown>>;
/** The properties that each type may have. */
type Names = Readonly<Record<string, readonly string[]>>;

/** Elements that every Teams draws at version 1.2, and the properties that mean the same there. A TextBlock reads Markdown, so it is not among them. */
const SAFE_ELEMENTS: Names = {
  RichTextBlock: ["inlines", "spacing", "separator"],
  Container: ["items", "style", "spacing", "separator", "selectAction"],
  ActionSet: ["actions", "spacing", "separator"],
};
/** Elements that not every Teams draws: each needs a fallback that is safe. */
const NEWER_ELEMENTS: Names = { CodeBlock: ["codeSnippet", "language", "spacing"] };
const RUN = ["text", "size", "weight", "color", "isSubtle", "fontType"];
const SAFE_ACTIONS: Names = {
  "Action.Submit": ["title", "data", "style"],
  "Action.OpenUrl": ["title", "url", "style"],
};
const NEWER_ACTIONS: Names = { "Action.Execute": ["title", "data", "style", "verb", "mode"] };
const CARD = ["type", "$schema", "version", "lang", "fallbackText", "body"];
/** The named values of looks; a colour by its number would be unreadable in another theme. */
const NAMED: Readonly<Record<string, readonly unknown[]>> = {
  style: ["default", "emphasis", "good", "attention", "warning", "accent", "positive", "destructive"],
  spacing: ["None", "Small", "Default", "Medium", "Large", "ExtraLarge"],
  size: ["Small", "Default", "Medium", "Large", "ExtraLarge"],
  weight: ["Lighter", "Default", "Bolder"],
  color: ["Default", "Accent", "Good", "Warning", "Attention"],
  fontType: ["Default", "Monospace"],
  mode: ["primary", "secondary"],
};
const MACRO = /\{\{(?:DATE|TIME)\(/;

/** What is wrong with a card by Teams' rules and ours, with the place in the card; empty when it may be sent. */
export function validateCard(card: unknown): readonly string[] {
  return [...checkCard(card)];
}

type Complaints = Generator<string, void>;
/** A place in the card, put into words only where there is something to say of it. */
type At = () => string;

function* checkCard(card: unknown): Complaints {
  if (!isNode(card) || card["type"] !== "AdaptiveCard") return yield "card: is no Adaptive Card";
  if (card["version"] !== LIMITS.version) yield `card: declares version ${String(card["version"])}, not ${LIMITS.version}`;
  if (isBlank(card["fallbackText"])) yield "card: has no fallbackText";
  else if (!isInert(String(card["fallbackText"]))) yield "card.fallbackText: has control characters or direction marks";
  if (isBlank(card["lang"])) yield "card: has no lang";
  const bytes = bytesOf(card);
  if (bytes > LIMITS.cardBytes) yield `card: is ${bytes} bytes, more than ${LIMITS.cardBytes}`;
  yield* checkNames(() => "card", card, CARD);
  yield* checkEach(() => "body", card["body"], checkElement);
  const inSight = primaryActionsIn(card["body"]);
  if (inSight > LIMITS.primaryActions) yield `card: has ${inSight} buttons in sight, more than ${LIMITS.primaryActions}`;
}

/** The buttons that stand in sight, in all rows together. */
function primaryActionsIn(elements: unknown): number {
  return nodesIn(elements).reduce((sum, { type, actions, items }) => {
    const own = type === "ActionSet" ? nodesIn(actions).filter(({ mode }) => mode !== "secondary").length : 0;
    return sum + own + primaryActionsIn(items);
  }, 0);
}

function nodesIn(list: unknown): readonly Node[] {
  return Array.isArray(list) ? list.filter(isNode) : [];
}

function* checkEach(at: At, list: unknown, check: (at: At, one: unknown) => Complaints): Complaints {
  if (!Array.isArray(list) || list.length === 0) return yield `${at()}: is empty`;
  for (const [index, one] of list.entries()) yield* check(() => `${at()}[${index}]`, one);
}

function* checkElement(at: At, element: unknown): Complaints {
  if (!isNode(element)) return yield `${at()}: is no element`;
  const type = String(element["type"]);
  const newer = NEWER_ELEMENTS[type];
  if (newer !== undefined) yield* checkFallback(at, element, SAFE_ELEMENTS);
  const allowed = newer ?? SAFE_ELEMENTS[type];
  if (allowed === undefined) return yield `${at()}: ${type} is not safe at version 1.2`;
  yield* checkNames(at, element, ["type", ...allowed, ...(newer === undefined ? [] : ["fallback"])]);
  switch (type) {
    case "RichTextBlock":
      yield* checkEach(() => `${at()}.inlines`, element["inlines"], checkRun);
      break;
    case "Container":
      yield* checkEach(() => `${at()}.items`, element["items"], checkElement);
      if (element["selectAction"] !== undefined) yield* checkAction(() => `${at()}.selectAction`, element["selectAction"], SAFE_ACTIONS);
      break;
    case "ActionSet":
      yield* checkEach(() => `${at()}.actions`, element["actions"], checkButton);
      yield* checkCount(() => `${at()}.actions`, element["actions"]);
      break;
    case "CodeBlock":
      yield* checkText(at, element["codeSnippet"]);
      yield* checkElement(() => `${at()}.fallback`, element["fallback"]);
      break;
  }
}

function* checkRun(at: At, run: unknown): Complaints {
  if (!isNode(run) || run["type"] !== "TextRun") return yield `${at()}: is no TextRun`;
  // A run has no selectAction: in Teams on the desktop it is no link and falls out of its line.
  yield* checkNames(at, run, ["type", ...RUN]);
  yield* checkText(at, run["text"]);
}

function* checkText(at: At, text: unknown): Complaints {
  if (typeof text !== "string" || text === "") return yield `${at()}: has no text`;
  if (!isInert(text)) yield `${at()}: has control characters or direction marks`;
  if (MACRO.test(text)) yield `${at()}: has a date or time that Teams would fill in`;
}

function* checkCount(at: At, actions: unknown): Complaints {
  const count = Array.isArray(actions) ? actions.length : 0;
  if (count > LIMITS.actionsInSet) yield `${at()}: has ${count} buttons, more than ${LIMITS.actionsInSet}`;
}

function* checkButton(at: At, action: unknown): Complaints {
  yield* checkAction(at, action, { ...SAFE_ACTIONS, ...NEWER_ACTIONS });
  const title = isNode(action) ? action["title"] : undefined;
  if (typeof title === "string" && title.length > LIMITS.buttonLabel) yield `${at()}: has a label that a phone would cut off`;
}

function* checkAction(at: At, action: unknown, known: Names): Complaints {
  if (!isNode(action)) return yield `${at()}: is no action`;
  const type = String(action["type"]);
  const allowed = known[type];
  if (allowed === undefined) return yield `${at()}: ${type} is not safe here at version 1.2`;
  const isNewer = type in NEWER_ACTIONS;
  yield* checkNames(at, action, ["type", ...allowed, ...(isNewer ? ["fallback"] : [])]);
  if (isBlank(action["title"])) yield `${at()}: has no title`;
  else yield* checkText(at, action["title"]);
  if (type === "Action.OpenUrl") {
    if (!isHttps(action["url"])) yield `${at()}: opens something else than an https address`;
    return;
  }
  const data = action["data"];
  if (!isNode(data) || decodeIntent(data["intent"]) === undefined) yield `${at()}: carries no intent that this version reads`;
  if (!isNewer) return;
  yield* checkFallback(at, action, SAFE_ACTIONS);
  const fallback = action["fallback"];
  if (isNode(fallback) && JSON.stringify(fallback["data"]) !== JSON.stringify(data))
    yield `${at()}: has a fallback that means something else`;
}

function* checkFallback(at: At, node: Node, safe: Names): Complaints {
  const fallback = node["fallback"];
  if (!isNode(fallback) || !(String(fallback["type"]) in safe))
    yield `${at()}: ${String(node["type"])} has no fallback that is safe at version 1.2`;
}

function* checkNames(at: At, node: Node, allowed: readonly string[]): Complaints {
  for (const [name, value] of Object.entries(node)) {
    if (!allowed.includes(name)) yield `${at()}: ${name} is not safe at version 1.2`;
    else if (NAMED[name] !== undefined && !NAMED[name].includes(value)) yield `${at()}: ${name} cannot be ${JSON.stringify(value)}`;
  }
}

function isNode(value: unknown): value is Node {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function isBlank(value: unknown): boolean {
  return typeof value !== "string" || value.trim() === "";
}

function isHttps(url: unknown): boolean {
  return typeof url === "string" && isInert(url) && URL.parse(url)?.protocol === "https:";
}
