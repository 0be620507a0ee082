import type { Turn } from "#core";
import type { PageNode } from "../../../adapters/web/page-node.ts";
import { PAGE_TAGS } from "../../../adapters/web/page-node.ts";
import { renderPage } from "../../../adapters/web/render.ts";
import { intentOf, pageTurn, placeOf, turnRequest } from "../../../adapters/web/requests.ts";
import type { Face, ShownButton } from "../contract.ts";
import { describeFace } from "../contract.ts";

const PLACE = { conversation: "contract-page" };

/** What is drawn goes over the wire as JSON, and comes back as the JSON the page sends. */
const page: Face<PageNode> = {
  name: "the page",
  draw: (reply) => JSON.parse(JSON.stringify(renderPage(reply))),
  visibleText: (drawn) => visibleText(drawn),
  buttons: (drawn) => buttons(drawn),
  validate: (drawn) => faults(drawn),
  press: (payload) => receive({ ...PLACE, intent: payload }),
  say: (text) => receive({ ...PLACE, text }),
};

describeFace(page);

let events = 0;

function receive(body: unknown): Turn | undefined {
  const request = turnRequest.safeParse(JSON.parse(JSON.stringify(body))).data;
  events += 1;
  return request && pageTurn(intentOf(request), placeOf(request), { eventId: `E${events}`, at: new Date("2026-11-22T03:12:00Z") });
}

/** A link is followed by its address, which a reader finds by it. */
function visibleText(node: PageNode): string {
  if (typeof node === "string") return node;
  if (node.tag === "button" && node.look !== "choice") return "";
  return `${node.children.map(visibleText).join("")}${node.href === undefined ? "" : ` ${node.href}`}\n`;
}

function buttons(node: PageNode): readonly ShownButton[] {
  if (typeof node === "string") return [];
  if (node.press !== undefined) return [{ label: words(node), payload: node.press }];
  return node.children.flatMap(buttons);
}

function words(node: PageNode): string {
  return typeof node === "string" ? node : node.children.map(words).join("");
}

const FIELDS = new Set(["tag", "look", "href", "press", "copy", "children"]);

/** What the browser would refuse, or make something live of. */
function faults(node: PageNode, isInside = false): readonly string[] {
  if (typeof node === "string") return [];
  const { tag, href, press, copy, look = "", children } = node;
  const isLive = tag === "a" || tag === "button";
  return [
    ...Object.keys(node)
      .filter((field) => !FIELDS.has(field))
      .map((field) => `field ${field}`),
    ...(PAGE_TAGS.includes(tag) ? [] : [`element ${tag}`]),
    ...(isLive && isInside ? [`${tag} in something to press`] : []),
    ...((tag === "a") === (href !== undefined) ? [] : [`${tag} with or without address`]),
    ...((tag === "button") === (press !== undefined) ? [] : [`${tag} with or without intent`]),
    ...(href === undefined || href.startsWith("https://") ? [] : [`address ${href}`]),
    ...(copy === undefined || copy === words(node) ? [] : ["copies something else than it shows"]),
    ...(tag === "button" && words(node).trim() === "" ? ["button without words"] : []),
    ...(/^[a-z -]*$/i.test(look) ? [] : [`look ${look}`]),
    ...children.flatMap((child) => faults(child, isInside || isLive)),
  ];
}
