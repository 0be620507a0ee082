import type { Kysely } from "kysely";
import type { Direct } from "./direct.ts";
import type { Tables } from "./tables.ts";

/** A database that is open: the same queries run on each. */
export interface Engine {
  readonly kind: "sqlite" | "postgres";
  /** What it is called in messages: a file, or a server without its password. */
  readonly where: string;
  readonly db: Kysely<Tables>;
  /** The shorter way to the same connection; a server has none. */
  readonly direct?: Direct;
  /** Throws STORE_UNAVAILABLE where what lies in it cannot be trusted. */
  check(): Promise<void>;
}
