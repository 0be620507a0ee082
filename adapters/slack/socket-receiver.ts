import type { Clock } from "#core";
import type { Received } from "./answer-in-time.ts";
import { FAREWELL } from "./farewell.ts";

/** What is used of Slack's client of one connection. */
export interface SocketClient {
  start(): Promise<unknown>;
  disconnect(): Promise<void>;
  once(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
}

/** One connection: its client, and what it hands on. */
export type OpenSocket = (hear: (received: Received) => Promise<void>) => SocketClient;

/** What Socket Mode is made of. */
export interface SocketParts {
  readonly open: OpenSocket;
  /** Answers each body in time; ends without an answer only while the bot stops. */
  readonly process: (received: Received) => Promise<void>;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** The connections to Slack. */
export interface Sockets {
  /** Connects, and connects again whenever it must. Does not wait. */
  start(): void;
  stop(): Promise<void>;
  /** How many connections stand. */
  connected(): number;
}

/** Slack renews a connection every hour or so; one that breaks leaves the other. */
const CONNECTIONS = 2;
/** Slack says so before it ends a connection. Meanwhile a new one stands, and the old one hears what is still on its way. */
const LINGER = 30_000;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 15_000;
/** A connection that is opened and stays silent is given up. */
const HELLO_WITHIN = 15_000;
const CLOSE_WITHIN = 1000;
/** A connection that is closed at once is not renewed at once. */
const SHORT = 1000;
const REFUSALS_AN_HOUR = (CONNECTIONS * 3_600_000) / LONGEST_PAUSE;
/** Refusals that only a person can mend. */
const HOPELESS =
  /invalid_auth|not_authed|token_revoked|account_inactive|not_allowed_token_type|missing_scope|socket_mode_not_enabled|invalid_app/;

/**
 * Keeps two connections. The clients' own way to reconnect waits five seconds and ends the process when it fails for good, so it is switched
 * off and this loop stands in its place, with a client for each connection.
 */
export function createSockets({ open, process, clock, log }: SocketParts): Sockets {
  let isStopping = false;
  let standing = 0;
  let refusals = 0;
  const sleepers = new Set<() => void>();
  const wait = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const end = () => {
        cancel();
        sleepers.delete(end);
        resolve();
      };
      const cancel = clock.after(milliseconds, end);
      sleepers.add(end);
    });

  const hear = ({ body, ack, ...retry }: Received) =>
    process({
      body,
      ...retry,
      // A connection that closes meanwhile cannot take the answer. Slack then delivers again, which does nothing twice.
      ack: async (response) => ack(response).catch(() => {}),
    });
  const living = new Set<SocketClient>();

  /** Until it closes, or Slack says that it will: then the next can be opened while this one still hears. */
  const connect = async (): Promise<void> => {
    const client = open(hear);
    living.add(client);
    const closed = Promise.withResolvers<void>();
    const farewell = Promise.withResolvers<void>();
    const greeted = Promise.withResolvers<never>();
    client.once("disconnected", closed.resolve);
    client.once(FAREWELL, farewell.resolve);
    const giveUp = clock.after(HELLO_WITHIN, () => {
      greeted.reject(new Error("no greeting"));
      void client.disconnect().catch(() => {});
    });
    try {
      await Promise.race([client.start(), greeted.promise]);
    } catch (error) {
      living.delete(client);
      throw error;
    } finally {
      giveUp();
    }
    standing += 1;
    refusals = 0;
    if (standing === 1) log("Slack: Socket Mode is connected");
    void closed.promise.then(() => {
      standing -= 1;
      living.delete(client);
    });
    const isRenewed = await Promise.race([closed.promise.then(() => false), farewell.promise.then(() => true)]);
    if (!isRenewed) return;
    const end = clock.after(LINGER, () => void client.disconnect().catch(() => {}));
    void closed.promise.then(end);
  };

  const keep = async (): Promise<void> => {
    let pause = FIRST_PAUSE;
    while (!isStopping) {
      const since = clock.now();
      try {
        await connect();
        pause = FIRST_PAUSE;
        if (clock.now() - since < SHORT && !isStopping) await wait(pause);
      } catch (error) {
        if (isStopping) return;
        const problem = error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error);
        if (HOPELESS.test(problem)) {
          // Both connections are refused together; it is told once, and then about every hour.
          if (refusals % REFUSALS_AN_HOUR === 0) {
            log(`Slack: Socket Mode is refused (${problem}): check SLACK_APP_TOKEN and that Socket Mode is on; npm run doctor -- slack`);
          }
          refusals += 1;
          pause = LONGEST_PAUSE;
        } else if (standing === 0 && pause === FIRST_PAUSE) {
          log(`Slack: Socket Mode is not connected (${problem}); trying again`);
        }
        await wait(pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    }
  };

  return {
    start: () => {
      for (let number = 0; number < CONNECTIONS; number += 1) void keep();
    },
    stop: async () => {
      isStopping = true;
      for (const end of [...sleepers]) end();
      await Promise.all([...living].map((client) => Promise.race([client.disconnect().catch(() => {}), wait(CLOSE_WITHIN)])));
    },
    connected: () => standing,
  };
}
