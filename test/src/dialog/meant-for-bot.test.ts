import { beforeAll, describe, expect, it } from "vitest";
import type { RunRecord, SearchIndex } from "#core";
import { createSearchIndex, loadArticles, loadSearchData } from "#core";
import { KNOWLEDGE_FOLDER } from "../../../adapters/terminal/build-bot.ts";
import { isMeantForBot } from "../../../src/dialog/meant-for-bot.ts";
import type { LastAnswer } from "../../../src/state/store.ts";

let index: SearchIndex;
beforeAll(async () => {
  index = createSearchIndex(await loadArticles(KNOWLEDGE_FOLDER), await loadSearchData(KNOWLEDGE_FOLDER));
});

interface Thread {
  readonly last?: LastAnswer;
  readonly run?: { readonly status: RunRecord["status"]; readonly holder: string };
}
const isMeant = (text: string, { last, run }: Thread = {}) =>
  isMeantForBot(text, index, {
    ...{ last, speaker: "ans" },
    runHere: async () => run && ({ number: 3, status: run.status, holder: { key: run.holder } } as RunRecord),
  });
const meantOf = async (texts: readonly string[], thread?: Thread) => {
  const meant: string[] = [];
  for (const text of texts) if (await isMeant(text, thread)) meant.push(text);
  return meant;
};

const MOVES = ["it worked", "done", "klaar", "did not help", "skip", "skip, no rights", "back", "next way", "solved", "stop", "escalate"];
const READING = ["what did we try", "handover", "support text", "note: asked the network team", "take over"];
const CARD = ["all steps", "alle stappen", "not this error", "start"];

describe("words in a thread that name nobody", () => {
  it("are for the bot where they hold what it surely knows", async () => {
    const known = [
      ...["ID: 100050", "3106", "we also see ID: 3106 on the other one", "0x186D2", "ID: 3188"],
      ...["CBPSourceSnapshotFailedReplicaInconsistant", "do the vault credentials expire, are they invalid?"],
      "The Microsoft Azure Backup Agent was unable to connect to the Microsoft Azure Backup service",
    ];
    expect(await meantOf(known)).toEqual(known);
  });

  it("are not, where colleagues talk about their work", async () => {
    const talk = [
      "the vault credentials expired yesterday, I downloaded new ones",
      "we should order more disks for the storage pool",
      "replica still inconsistent, running a consistency check now",
      "the backup failed again last night, can you look at it Piet",
      "did you reboot the server?",
      "we have 3188 mailboxes on that server",
      "see you in room 104",
      "2013 was a good year",
      "ID: 999999",
      "fout 100053",
      "and on server B?",
      ...["", " ", "ok", "2", "nl", "english", "help", "list", "runs", "hi", "thanks", "none", "note", "overview"],
    ];
    expect(await meantOf(talk, { last: { article: "agent-cannot-connect-to-azure", candidates: [] } })).toEqual([]);
  });

  it("are not, where they ask about what the thread is about already", async () => {
    const text = "do the vault credentials expire, are they invalid?";
    expect(await isMeant(text, { last: { article: "invalid-vault-credentials", candidates: [] } })).toBe(false);
  });

  it("press a button only where its card stands", async () => {
    expect(await meantOf(CARD)).toEqual([]);
    expect(await meantOf(CARD, { last: { article: "basic-checks", candidates: [] } })).toEqual(CARD);
  });

  it("move a run only where it stands, by the one who has it in hand", async () => {
    expect(await meantOf([...MOVES, ...READING])).toEqual([]);
    expect(await meantOf([...MOVES, ...READING], { run: { status: "open", holder: "bob" } })).toEqual(READING);
    expect(await meantOf([...MOVES, ...READING], { run: { status: "open", holder: "ans" } })).toEqual([...MOVES, ...READING]);
    expect(await meantOf([...MOVES, ...READING], { run: { status: "solved", holder: "ans" } })).toEqual(READING.slice(0, 3));
    expect(await meantOf(["run 3", "run 4", "take over 4"], { run: { status: "open", holder: "ans" } })).toEqual(["run 3"]);
  });

  it("are an alert, where they begin like a move and no run stands there", async () => {
    expect(await isMeant("Mislukt: online herstelpunt, ID: 100050")).toBe(true);
    expect(await isMeant("Mislukt: de lunch")).toBe(false);
  });
});
