import { readFileSync } from "node:fs";
import { BotError } from "#core";

/**
 * The variables with those that a file holds: NAME_FILE names the file whose text is NAME, so that a secret stands in no environment.
 *
 * Throws ENVIRONMENT_INVALID for a file that cannot be read, or a secret that is given twice.
 */
export function withSecretFiles(
  variables: Readonly<Record<string, string | undefined>>,
  names: readonly string[],
): Readonly<Record<string, string | undefined>> {
  const read = names.flatMap((name): readonly (readonly [string, string])[] => {
    const file = variables[`${name}_FILE`]?.trim();
    if (file === undefined || file === "") return [];
    if ((variables[name] ?? "").trim() !== "") {
      throw new BotError("ENVIRONMENT_INVALID", `${name} and ${name}_FILE are both set: leave one of them out.`);
    }
    return [[name, textOf(`${name}_FILE`, file)]];
  });
  return { ...variables, ...Object.fromEntries(read) };
}

function textOf(variable: string, file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    const problem = cause instanceof Error && "code" in cause ? String(cause.code) : "no reason given";
    throw new BotError(
      "ENVIRONMENT_INVALID",
      `${variable}: the file cannot be read (${problem}). Check that it exists and that this account may read it.`,
      { cause },
    );
  }
}
