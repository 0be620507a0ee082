import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import * as z from "zod";
import type { Duty } from "#core";
import { BotError } from "#core";

const rotaSchema = z.strictObject({
  weeks: z
    .array(
      z.strictObject({
        from: z.iso.date('write the first day, in quotes, as "2026-11-23"'),
        name: z.string().trim().min(1, "write who is on duty"),
        reach: z.string().trim().min(1).optional(),
      }),
    )
    .min(1, "write at least one week"),
});

/** Who is on duty, from a small YAML file: `weeks`, each with `from`, `name` and, where wanted, `reach`. Throws ENVIRONMENT_INVALID naming what is wrong in it. */
export async function readRota(file: string): Promise<readonly Duty[]> {
  const refuse = (problem: string, cause?: unknown) =>
    new BotError("ENVIRONMENT_INVALID", `ROTA_FILE: ${file}: ${problem}`, cause === undefined ? {} : { cause });
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw refuse("cannot be read. Check that the file exists and may be read, or leave ROTA_FILE out.", error);
  });
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw refuse(`is no YAML (${error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error)}).`, error);
  }
  const parsed = rotaSchema.safeParse(content);
  if (parsed.success) return parsed.data.weeks;
  throw refuse(parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the file"}: ${message}`).join("; "));
}
