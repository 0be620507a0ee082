import * as z from "zod";

/**
 * Where a run stands in its article: pure data, kept by the store as JSON and small enough to be checked when it is read.
 */
const place = z.number().int().min(0).max(200);

const outcomeSchema = z.enum(["worked", "failed", "skipped", "ticked"]);

/** The shape of a run's state. */
export const runStateSchema = z
  .strictObject({
    /** The way that is being tried, and the step in it. */
    path: place,
    step: place,
    /** What came of each step that was tried. */
    outcomes: z.array(z.strictObject({ path: place, step: place, outcome: outcomeSchema }).readonly()).readonly(),
    /** A risky step was pressed once and waits for its second press. */
    confirming: z.boolean(),
    /** What stands on the card: a step, the end of all ways, the question which step fixed it, or the putting back of what was weakened. */
    phase: z.enum(["step", "waiting", "allFailed", "solved", "putBack", "over"]),
    /** Steps that changed or weakened something, and whether it was put back. */
    changed: z.array(z.strictObject({ path: place, step: place, isPutBack: z.boolean() }).readonly()).readonly(),
    /** When something last got further, as a number of milliseconds since 1970. */
    progressAt: z.number().int(),
  })
  .readonly();

/** Where a run stands. */
export type RunState = z.infer<typeof runStateSchema>;

/** Whether a run goes on, and how it ended. */
export type RunStatus = "open" | "solved" | "stopped" | "escalated";
