import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import wrap from "wrap-ansi";
import { sendReminders } from "../../../adapters/reminders.ts";
import { run } from "../run.ts";
import type { BothPlatforms } from "./both-platforms.ts";
import { startBothPlatforms } from "./both-platforms.ts";
import { createPeople } from "./people.ts";
import type { Change } from "./screens.ts";
import { slackScreens, teamsScreens } from "./screens.ts";
import type { Night, Said } from "./script.ts";
import { DAY, readLine } from "./script.ts";

/** What was said, and everything that came of it on both platforms. */
export interface Played {
  readonly said: Said;
  readonly changes: readonly Change[];
  /** What the owner of the knowledge read. */
  readonly output: string;
}

/** A night of one bot in Slack and in Teams, with all that was played. */
export interface NightOnBoth extends Night {
  readonly both: BothPlatforms;
  readonly played: readonly Played[];
}

/** How wide a transcript is. */
const WIDTH = 96;
/** Places for a call for help, on the other platform each. */
const HELP = {
  SLACK_ESCALATE_TO: "teams:19:help@thread.tacv2",
  TEAMS_ESCALATE_TO: "slack:C0HELP",
};

/**
 * Plays a script: "(slack)" and "(teams)" are the channel "oncall" there, "(slack #help)" another one, "(slack direct)" and "(teams direct)" a
 * talk with the bot alone. "[It worked]" presses the button of the newest message there that has it, "old [It worked]" that of a message as it
 * stood before it last changed. "both" does two things at once, of which the first reaches the store first.
 */
export async function beginNightOnBoth(locale: string): Promise<NightOnBoth> {
  const folder = await mkdtemp(join(tmpdir(), "vangnet-night-"));
  const both = await startBothPlatforms(folder, HELP);
  const inSlack = slackScreens(both.slack);
  const inTeams = teamsScreens(both.teams);
  const played: Played[] = [];
  // Only the date: what waits does so for real.
  vi.useFakeTimers({ toFake: ["Date"] });
  const other = locale === "nl-NL" ? "en-GB" : "nl-NL";

  const { say } = createPeople(both, { inSlack, inTeams, localeOf: (who) => (who === "Piet" ? other : locale) });

  const act = async (said: Said): Promise<readonly string[]> => {
    switch (said.who) {
      case "both": {
        const two = said.what.split(" + ").map((part) => readLine(`00:00 ${part}`));
        const [first, second] = two.map((part) => part && { ...part, at: said.at });
        if (first === undefined || second === undefined) throw new Error(`not two things at once: ${said.what}`);
        both.race(first.face?.startsWith("slack") ? `U0${first.who.toUpperCase()}` : `aad-${first.who}`);
        return (await Promise.all([say(first), say(second)])).flat();
      }
      case "host":
        await both.restart();
        return [];
      case "clock":
        await sendReminders(both.bot(), both.program().senders, said.at);
        await both.program().drained();
        return [];
      default:
        return say(said);
    }
  };

  return {
    both,
    played,
    play: async (said) => {
      vi.setSystemTime(said.at);
      const output = said.who === "owner" ? await commanded(said.what, folder, played.at(-1)?.output ?? "") : "";
      const notes = said.who === "owner" ? [] : await act(said);
      // Where it was said comes first; within a channel as it arrived, but of what happens at once nobody knows what arrives first.
      const inOrder = (one: Change, other: Change) =>
        one.channel.localeCompare(other.channel) || (said.who === "both" ? one.text.localeCompare(other.text) : 0);
      const sides = [inSlack.changes().toSorted(inOrder), inTeams.changes().toSorted(inOrder)];
      const changes = (said.face?.startsWith("teams") ? sides.toReversed() : sides).flat();
      played.push({ said, changes, output });
      const shown = changes.flatMap((change) => ["", headOf(change), "", wrapped(change.text)]);
      return [...shown, ...notes.flatMap((note) => ["", note]), ...(output === "" ? [] : ["", output])];
    },
    end: async () => {
      vi.useRealTimers();
      await both.stop();
      await rm(folder, { recursive: true });
    },
  };
}

function headOf({ face, channel, isInThread, isNew, number }: Change): string {
  const [, name = channel] = /^(?:C0|19:)(\w+)/.exec(channel) ?? [];
  const place = /^[DU]|^a:/.test(channel) ? `direct, ${channel.replace(/^(?:[DU]0|a:)/, "")}` : `#${name.toLowerCase()}`;
  return `(${face} ${place}${isInThread ? ", in the thread" : ""}: message ${number}${isNew ? "" : " changes"})`;
}

/** A text as wide as a transcript; what is there to copy keeps its lines. */
function wrapped(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      const indent = /^ */.exec(line)?.[0] ?? "";
      return indent.length >= 4 ? line.trimEnd() : wrap(line.trim(), WIDTH - indent.length).replace(/^(?=.)/gm, indent);
    })
    .join("\n")
    .replace(/\n{3,}/g, "\n\n");
}

/** A command of the owner, run on the file of the bot while it is running; "--draft 1" is a draft of the first gap that was just read of, and what it wrote. */
async function commanded(what: string, folder: string, read: string): Promise<string> {
  const [, , name = "", ...args] = what.split(" ").filter((part) => part !== "--");
  const gaps = async (...more: readonly string[]) => {
    const { code, stdout, stderr } = await run([`adapters/terminal/${name}.ts`, ...more], {
      env: { DATA_DIR: folder, ORGANISATION: "contoso" },
    });
    if (code !== 0) throw new Error(stderr);
    return stdout.trimEnd();
  };
  if (!args.includes("--draft")) return gaps(...args);
  const id = /^\d+x {2}(\w+)/m.exec(read)?.[1] ?? "";
  const written = await gaps("--draft", id, "--folder", folder, "--day", DAY);
  const file = /^(\S+\.yaml):/.exec(written)?.[1] ?? "";
  return `${written.replace(`${folder}/`, "")}\n\n${(await readFile(file, "utf8")).trimEnd()}`;
}
