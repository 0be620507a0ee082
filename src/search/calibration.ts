import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { BotError } from "../errors.ts";
import { associationsSchema } from "./associations.ts";
import { DOMAIN_FEATURES, RIGHT_FEATURES } from "./features.ts";

const model = (features: readonly string[]) =>
  z.strictObject({ bias: z.number(), weights: z.array(z.number()).length(features.length).readonly() }).readonly();

/** The shape of knowledge/search/calibration.json. */
export const calibrationSchema = z
  .strictObject({
    /** Over everything that moves the figures: searched fields, glossary, vocabulary. */
    hash: z.string(),
    associations: associationsSchema,
    domain: model(DOMAIN_FEATURES),
    right: model(RIGHT_FEATURES),
    /** Below `ask` it is not known; an answer needs `field` and `answer`. */
    thresholds: z.strictObject({ ask: z.number(), field: z.number(), answer: z.number() }).readonly(),
  })
  .readonly();

/** Which words speak for which article, two models and their thresholds, learned from labelled questions: `npm run calibrate` writes them. */
export type Calibration = z.infer<typeof calibrationSchema>;

/** Reads knowledge/search/calibration.json. Throws KNOWLEDGE_INVALID where it is unreadable. */
export async function loadCalibration(folder: string): Promise<Calibration> {
  const file = join(folder, "search", "calibration.json");
  try {
    return calibrationSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    const problem = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error);
    throw new BotError("KNOWLEDGE_INVALID", `${file}: ${problem}. Write it anew with "npm run calibrate".`, { cause: error });
  }
}

/** How probable a model holds its question, 0 to 1. */
export function probability({ bias, weights }: Calibration["domain"], features: readonly number[]): number {
  return 1 / (1 + Math.exp(-features.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), bias)));
}
