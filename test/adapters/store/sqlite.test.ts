import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openStore } from "../../../adapters/store/open-store.ts";
import { storeContract } from "./contract.ts";

const folder = mkdtempSync(join(tmpdir(), "vangnet-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

storeContract("SQLite", () => openStore({ dataFolder: join(folder, "made/on/first/start") }));
