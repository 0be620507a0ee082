import { describe, expect, it } from "vitest";
import { readActivity } from "../../../adapters/teams/activity.ts";
import { textOfHtml } from "../../../adapters/teams/html-text.ts";
import { messageText } from "../../../adapters/teams/message-text.ts";
import { postedText } from "../../../adapters/teams/posted-text.ts";
import message from "../../fixtures/teams/personal-chat-en.json" with { type: "json" };

const LENGTH = 4000;
/** Six doublings. What is quadratic takes 4,096 times as long; what is not is far from this, however busy the machine. */
const LONGER = 64;
const MOST = 500;
const HOSTILE = [
  ...["<", "< ", "<a", "<at", "<at ", "<at>", "</at>", "<AT x='", "<at ></at", "<!--", "-->", "<style ", "<style>", "</style", "<title>"],
  ...["<br ", "<p></p>", "<td>x", "&", "&#1;", "&amp;", " ", "\n ", "\u00A0\n", "x < y ", "<at>Vangnet</at> "],
];

function said(text: string): string {
  const activity = readActivity({ ...message, text, entities: [{ type: "mention", mentioned: { id: message.recipient.id } }] });
  if (activity === undefined) throw new Error("no event");
  return messageText(activity, (id) => id === message.recipient.id);
}

/** Milliseconds of the processor, whatever else runs on this machine. */
function timeOf(work: () => void): number {
  const from = process.threadCpuUsage();
  for (let count = 0; count < 2; count += 1) work();
  const { user, system } = process.threadCpuUsage(from);
  return (user + system) / 1000;
}

/** How many times longer a text takes that is so many times as long: the quickest of each, tried in turn. What takes next to nothing counts little. */
function growth(read: (text: string) => unknown, piece: string): number {
  const short = piece.repeat(Math.ceil(LENGTH / piece.length));
  const long = short.repeat(LONGER);
  const tries = Array.from({ length: 3 }, () => [timeOf(() => read(short)), timeOf(() => read(long))] as const);
  return (Math.min(...tries.map(([, time]) => time)) + 0.5) / (Math.min(...tries.map(([time]) => time)) + 0.5);
}

describe("texts that are written to keep the bot busy", () => {
  it.each<readonly [string, (text: string) => unknown]>([
    ["a chosen message", (content) => postedText({ body: { contentType: "html", content } })],
    ["the cards of a chosen message", (content) => postedText({ attachments: [{ content }, { content: { text: content } }] })],
    ["a whole piece of HTML", (content) => textOfHtml(content, Number.POSITIVE_INFINITY)],
    ["a message", said],
  ])("cost as many times more as they are longer: %s", (_what, read) => {
    for (const piece of HOSTILE) expect(growth(read, piece), JSON.stringify(piece)).toBeLessThan(MOST);
  });

  it("are read to 30,000 characters, over all parts of a message together", () => {
    const content = "word ".repeat(20_000);
    const all = postedText({ subject: content, body: { content }, attachments: [{ content }, { content: { text: content } }] });
    expect(all.length).toBeLessThanOrEqual(30_000);
    expect(all.length).toBeGreaterThan(29_000);
    // Tags are no text: what stands behind a page of them is still read.
    expect(postedText({ body: { content: `${"<p class='MsoNormal'></p>".repeat(4000)}ID: 100050` } })).toBe("ID: 100050");
  });
});

describe("the text of HTML", () => {
  it.each([
    ["<div><p>Back-up mislukt</p><p>ID:&nbsp;3106</p></div>", "Back-up mislukt\nID: 3106"],
    ["a<br>b<BR/>c<br />d", "a\nb\nc\nd"],
    ["<ul><li>one</li><li>two</li></ul>", "one\ntwo"],
    ["<style>p { color: red }</style>x<!-- <p>hidden</p> -->y", "x y"],
    ["<TITLE>Alert</TITLE><b>DPM</b> alert", "DPM alert"],
    ["size < 5 GB and > 3, x<y", "size < 5 GB and > 3, x<y"],
    ["3 <4 <5", "3 <4 <5"],
    ["&lt;b&gt; &amp;lt; &#955; &#x3bb; &copy; &#0;&#55296;", "<b> &lt; \u03BB \u03BB &copy; \uFFFD\uFFFD"],
    ["<p>open", "open"],
    ["<style>never closed", "never closed"],
    ["cut <off", "cut <off"],
    ["\u0130<BR>\u0130<P>x", "\u0130\n\u0130 x"],
  ])("reads %s", (html, text) => {
    expect(textOfHtml(html, 1000)).toBe(text);
  });
});
