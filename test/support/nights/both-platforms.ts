import type { Bot, GuardedStore } from "#core";
import { personIn } from "#core";
import type { Environment } from "../../../adapters/environment.ts";
import { readEnvironment } from "../../../adapters/environment.ts";
import type { Program } from "../../../adapters/program.ts";
import { startProgram } from "../../../adapters/program.ts";
import { startStore } from "../../../adapters/store/start-store.ts";
import type { FakeSlack } from "../slack/fake-slack.ts";
import { INSTALLED, startFakeSlack } from "../slack/fake-slack.ts";
import { posted, SIGNING_SECRET } from "../slack/signed.ts";
import type { FakeTeams } from "../teams/fake-teams.ts";
import { startFakeTeams } from "../teams/fake-teams.ts";
import { endpointsOf, fixedCredentials } from "../teams/teams-bot.ts";
import { APP_ID, bearer, TENANT } from "../teams/tokens.ts";

/** One bot in a Slack and a Teams on this machine, put together as `npm start` does, with its memory in a file. */
export interface BothPlatforms {
  readonly slack: FakeSlack;
  readonly teams: FakeTeams;
  readonly log: readonly string[];
  program(): Program;
  bot(): Bot;
  /** Delivers a signed request of Slack and waits until nothing of it is worked on. */
  fromSlack(body: Readonly<Record<string, unknown>>): Promise<void>;
  /** Delivers an event of Teams with a signed token, and waits too; what it was answered with. */
  fromTeams(event: object): Promise<unknown>;
  /** Of the next two moves, that of the person of this id reaches the store first, and both have read the run before. */
  race(first: string): void;
  /** Ends the bot and starts another one over the same file. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it, with its memory in a folder and variables beside those that both platforms need. */
export async function startBothPlatforms(folder: string, variables: Readonly<Record<string, string>> = {}): Promise<BothPlatforms> {
  const [slack, teams] = await Promise.all([startFakeSlack(), startFakeTeams()]);
  // Ans, who asked to be reminded; nobody else is called by name.
  slack.mayCall.add("U0ANS");
  const read = readEnvironment({
    ...{ PORT: "0", DATA_DIR: folder, ORGANISATION: "contoso" },
    ...{ SLACK_BOT_TOKEN: INSTALLED.token, SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_API_URL: slack.apiUrl },
    ...{ TEAMS_APP_ID: APP_ID, TEAMS_TENANT_ID: TENANT, TEAMS_APP_PASSWORD: "only-for-the-test" },
    ...variables,
  });
  if (read.teams === undefined) throw new Error("Teams is not set up");
  // The settings take no service on this machine together with a login.
  const environment: Environment = { ...read, teams: { ...read.teams, serviceOrigins: [teams.origin] } };
  const log: string[] = [];
  const racing = createRace();

  const begin = async () => {
    const program = await startProgram(environment, {
      openStore: () => racing.over(startStore(environment, (line) => log.push(line))),
      previews: Promise.resolve([]),
      log: (line) => log.push(line),
      teams: { endpoints: endpointsOf(teams.origin), credentials: fixedCredentials() },
    });
    return { program, bot: await program.built };
  };
  let running = await begin();
  const url = (path: string) => `http://127.0.0.1:${running.program.server.port()}${path}`;

  return {
    ...{ slack, teams, log, program: () => running.program, bot: () => running.bot, race: racing.race },
    fromSlack: async (body) => {
      const { status } = await fetch(url("/slack/events"), posted(body));
      if (status !== 200) throw new Error(`Slack was answered with ${status}: ${log.at(-1)}`);
      await running.program.drained();
    },
    fromTeams: async (event) => {
      const headers = { "content-type": "application/json", authorization: bearer(teams.serviceUrl) };
      const body = JSON.stringify({ ...event, serviceUrl: teams.serviceUrl });
      const response = await fetch(url("/api/messages"), { method: "POST", headers, body });
      if (response.status !== 200) throw new Error(`Teams was answered with ${response.status}: ${log.at(-1)}`);
      const text = await response.text();
      await running.program.drained();
      return text === "" ? undefined : JSON.parse(text);
    },
    restart: async () => {
      await running.program.stop();
      running = await begin();
    },
    stop: async () => {
      await running.program.stop();
      await Promise.all([slack.stop(), teams.close()]);
    },
  };
}

/** Holds the next two moves until both are there, and lets one of them through after the other. */
function createRace(): { over(store: GuardedStore): GuardedStore; race(first: string): void } {
  let first: string | undefined;
  let waiting: { readonly by: string; readonly go: () => void }[] = [];
  return {
    race: (id) => {
      first = id;
      waiting = [];
    },
    over: (store) => ({
      ...store,
      moveRun: async (move) => {
        if (first === undefined) return store.moveRun(move);
        const by = personIn(move.by.key).id;
        const turn = Promise.withResolvers<void>();
        waiting.push({ by, go: turn.resolve });
        if (waiting.length === 2) waiting.find((one) => one.by === first)?.go();
        await turn.promise;
        const change = await store.moveRun(move);
        first = undefined;
        waiting.find((one) => one.by !== by)?.go();
        return change;
      },
    }),
  };
}
