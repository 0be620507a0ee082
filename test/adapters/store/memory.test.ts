import { createMemoryStore } from "#core";
import { storeContract } from "./contract.ts";

storeContract("memory", async () => createMemoryStore());
