import { createServer as createHttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../../adapters/environment.ts";
import { createServer } from "../../../adapters/http/server.ts";
import { examineTeams, hereOf } from "../../../adapters/teams/examine.ts";
import { createTeamsRoute } from "../../../adapters/teams/route.ts";

const NEVER = Promise.withResolvers<never>().promise;
const DEVELOPMENT = { TEAMS_WITHOUT_LOGIN: "loopback-only" };
const NO_PROXY = {};

/** What is found last: how the bot answers at its own address. */
async function ownAddress(variables: Readonly<Record<string, string>>) {
  const found: { readonly what: string; readonly isGood: boolean; readonly says: string }[] = [];
  for await (const one of examineTeams(readEnvironment({ ...DEVELOPMENT, ...variables }), NO_PROXY)) found.push(one);
  expect(found.map(({ what }) => what)).toEqual(["Settings", "Own address"]);
  return found[1];
}

/** The bot's own door, as it stands on that host. */
async function open(host: string, asksToken: boolean) {
  const route = createTeamsRoute(NEVER, { serviceOrigins: [], tenants: [], asksToken });
  const server = createServer({ host, port: 0, routes: [route], log: () => {} });
  await server.start();
  return server;
}

describe("the doctor of Teams", () => {
  it.each([
    ["127.0.0.1", "127.0.0.1"],
    ["localhost", "localhost"],
    ["0.0.0.0", "127.0.0.1"],
    ["::", "[::1]"],
    ["::1", "[::1]"],
    ["[::1]", "[::1]"],
    ["fd00::7", "[fd00::7]"],
  ])("knows where a bot that listens on %s is reached", (host, here) => {
    expect(hereOf(host)).toBe(here);
    expect(new URL(`http://${hereOf(host)}:3978`).port).toBe("3978");
  });

  it.each(["127.0.0.1", "::1"])("knows the bot while developing, on %s", async (host) => {
    const server = await open(host, false);
    const found = await ownAddress({ HOST: host, PORT: String(server.port()) });
    await server.stop();
    expect(found).toMatchObject({ isGood: true, says: expect.stringContaining("is the bot, open to all on this machine") });
  });

  it("says that another program is there, also while developing", async () => {
    const other = createHttpServer((_request, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const found = await ownAddress({ HOST: "127.0.0.1", PORT: String((other.address() as AddressInfo).port) });
    other.close();
    expect(found).toMatchObject({ isGood: false, says: expect.stringContaining("answers 404, not 400: another program is there") });
  });

  it("says that nothing answers, rather than ending", async () => {
    const server = await open("127.0.0.1", false);
    const port = String(server.port());
    await server.stop();
    expect(await ownAddress({ HOST: "::1", PORT: port })).toMatchObject({
      isGood: false,
      says: expect.stringContaining(`http://[::1]:${port}/api/messages does not answer`),
    });
  });
});
