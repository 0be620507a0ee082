import type { TestProject } from "vitest/node";
import { postgresBinaries, startCluster } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of a server in which tests may make databases; undefined: none is installed. */
    readonly postgres: string | undefined;
  }
}

/** One PostgreSQL for the whole run, where it is installed. REQUIRE_POSTGRES turns "not installed" into a failure. */
export async function setup({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (postgresBinaries() === undefined) {
    if (process.env["REQUIRE_POSTGRES"]) throw new Error("REQUIRE_POSTGRES is set and PostgreSQL is not installed: no initdb and pg_ctl");
    provide("postgres", undefined);
    return undefined;
  }
  const cluster = await startCluster();
  provide("postgres", await cluster.database());
  return () => cluster.remove();
}
