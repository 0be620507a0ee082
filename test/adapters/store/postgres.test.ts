import { describe, inject, it } from "vitest";
import { openStore } from "../../../adapters/store/open-store.ts";
import { storeContract } from "./contract.ts";
import { databaseBeside } from "./fixtures.ts";

const address = inject("postgres");

if (address === undefined) {
  describe("the store on PostgreSQL", () => {
    it.skip("was not looked at: PostgreSQL is not installed (no initdb and pg_ctl)", () => {});
  });
} else {
  storeContract("PostgreSQL", async () => openStore({ dataFolder: "unused", databaseUrl: await databaseBeside(address) }));
}
