import * as z from "zod";

/**
 * Where a run stands in its article: pure data, kept by the store as JSON and small enough to be checked when it is read.
 */
const place = z.number().int().min(0).max(200);
const moment = z.number().int();

/** What came of a step: done with its result seen, tried in vain, passed over, or a check that was found right. */
export const OUTCOMES = ["worked", "failed", "skipped", "ticked"] as const;

/** Why a step was passed over. */
export const SKIP_REASONS = ["notApplicable", "alreadyDone", "notNow"] as const;

/** The shape of a run's state. */
export const runStateSchema = z
  .strictObject({
    /** The way that is being tried, and the step in it, counted from 0 in the order of the article. */
    path: place,
    step: place,
    /** What came of each step, in the order of the presses. */
    outcomes: z.array(z.strictObject({ path: place, step: place, outcome: z.enum(OUTCOMES) }).readonly()).readonly(),
    /** How far the second press of a risky step is: not asked, asked, given. */
    guard: z.enum(["none", "asked", "given"]),
    /** What stands on the card: a step, a step that is waited for, the end of all ways, the question which step fixed it, the putting back, or nothing more. */
    phase: z.enum(["step", "waiting", "allFailed", "solved", "putBack", "over"]),
    /** Steps that changed or weakened something, and what came of that. */
    changed: z.array(z.strictObject({ path: place, step: place, now: z.enum(["changed", "putBack", "kept"]) }).readonly()).readonly(),
    /** When something last got further, and since when its holder has it, in milliseconds since 1970. */
    progressAt: moment,
    heldSince: moment,
  })
  .readonly();

/** Where a run stands. */
export type RunState = z.infer<typeof runStateSchema>;

/** Whether a run goes on, and how it ended. An escalated run goes on: the one who was called can take it over. */
export type RunStatus = "open" | "solved" | "stopped";

/** Why a step was passed over. */
export type SkipReason = (typeof SKIP_REASONS)[number];

/** What can stand in a trail; closed, so that each can be said in every language. */
export type TrailEvent =
  | "started"
  | "worked"
  | "failed"
  | "skipped"
  | "confirmed"
  | "ticked"
  | "wentBack"
  | "nextWay"
  | "waiting"
  | "stillRunning"
  | "tookOver"
  | "noted"
  | "escalated"
  | "putBack"
  | "keptChange"
  | "solved"
  | "stopped"
  | "fixedBy";
