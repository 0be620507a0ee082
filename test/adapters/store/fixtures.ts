import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { onTestFinished } from "vitest";
import type { Gap, Locale, RunDraft, RunMove, RunState, Store } from "#core";

/** A state as a run begins with. */
export const AT_START: RunState = {
  path: 0,
  step: 0,
  outcomes: [],
  guard: "none",
  phase: "step",
  changed: [],
  progressAt: 0,
  heldSince: 0,
};

/** A moment some minutes after the first. */
export function minute(minutes: number): Date {
  return new Date(Date.UTC(2026, 10, 25, 3, 0) + minutes * 60_000);
}

/** A turn of which nothing is left but the language that the person wrote in. */
export async function useLanguage(store: Store, person: string, locale: Locale): Promise<void> {
  await store.keepTurn({ conversation: person, at: minute(0), used: { person, locale } });
}

/** A turn of which nothing is left but its question without an answer. */
export async function keepGap(store: Pick<Store, "keepTurn">, gap: Gap): Promise<void> {
  await store.keepTurn({ conversation: gap.organisation, at: gap.at, gap });
}

/** A run about to be opened, by Ans on Slack. */
export function draft(parts: Partial<RunDraft> = {}): RunDraft {
  const organisation = parts.organisation ?? "one";
  const by = { key: `${organisation}/slack/T1/U1`, name: "Ans" };
  return {
    organisation,
    event: `${organisation}/slack/T1/${randomUUID()}`,
    at: minute(0),
    by,
    id: randomUUID(),
    article: "replica-inconsistent",
    state: AT_START,
    conversation: `${organisation}/slack/T1/C1/`,
    trail: [{ at: minute(0), by, what: "started" }],
    ...parts,
  };
}

/** A move of a run to its next step, by Bert on Teams. */
export function move(run: string, seen: number, parts: Partial<RunMove> = {}): RunMove {
  const organisation = parts.organisation ?? "one";
  const by = { key: `${organisation}/teams/T2/U2`, name: "Bert" };
  const at = parts.at ?? minute(seen);
  return {
    organisation,
    event: `${organisation}/teams/T2/${randomUUID()}`,
    at,
    by,
    run,
    seen,
    state: { ...AT_START, step: seen % 200 },
    status: "open",
    holder: by,
    conversation: `${organisation}/teams/T2/C2/`,
    trail: [{ at, by, what: "worked", path: 0, step: (seen - 1) % 200 }],
    ...parts,
  };
}

/** A folder that goes when the test is over. */
export function folderForTest(): string {
  const folder = mkdtempSync(join(tmpdir(), "vangnet-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty database beside the one at the address. */
export async function databaseBeside(address: string): Promise<string> {
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  const client = new Client({ connectionString: address });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.href;
}
