/**
 * The only importer of Bolt. It takes a second and 40 MB to load, so nothing imports this file unless Slack is set up.
 */
import { createRequire } from "node:module";

// A CommonJS module that does not show all its names to an import.
const bolt: typeof import("@slack/bolt") = createRequire(import.meta.url)("@slack/bolt");

/** Bolt's app: a type for those who only pass it on. */
export type BoltApp = InstanceType<typeof bolt.App>;
export const { App, SocketModeReceiver, verifySlackRequest, webApi } = bolt;
