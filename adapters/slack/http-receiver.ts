import { refuse } from "../http/refusal.ts";
import type { Answer, Route } from "../http/route.ts";
import { jsonAnswer } from "../http/route.ts";
import type { createRequestCheck } from "./check-request.ts";

/** What Slack delivered, and how to say that it arrived. */
export interface Received {
  readonly body: Readonly<Record<string, unknown>>;
  /** Answers Slack; only the first time counts. */
  readonly ack: (response?: unknown) => Promise<void>;
  readonly retryNum?: number;
  readonly retryReason?: string;
}

/** What the route is made of. */
export interface HttpReceiverParts {
  readonly check: ReturnType<typeof createRequestCheck>;
  readonly process: (received: Received) => Promise<void>;
  /** Words for a person who waits, where the answer takes long. */
  readonly busy: string;
  readonly log: (line: string) => void;
  readonly earlyAfter?: number;
}

/** The one address for events, commands, presses and pickers. */
export const SLACK_PATH = "/slack/events";
const LIMIT = 262_144;
/** Slack waits three seconds; a person should not see its "operation_timeout". */
const EARLY_AFTER = 1500;
const TOLD: Answer = { status: 200 };

/** The route of Slack's requests: checked first, answered in time whatever the rest does. */
export function httpRoute({ check, process, busy, log, earlyAfter = EARLY_AFTER }: HttpReceiverParts): Route {
  let refusals = 0;
  return {
    method: "POST",
    path: SLACK_PATH,
    limit: LIMIT,
    handle: ({ request, body: bytes }) => {
      const checked = check(request.headers, bytes);
      if (checked.kind === "refused") {
        refusals += 1;
        // A stranger must not fill the log.
        if (refusals <= 10 || refusals % 1000 === 0) log(`Slack: a request is refused (${checked.because}); ${refusals} so far`);
        const word = checked.status === 401 ? "not-signed" : checked.status === 415 ? "not-json" : "bad-request";
        return refuse(word, `This address takes requests of Slack only: ${checked.because}.`);
      }
      const { body } = checked;
      if (body["type"] === "url_verification") return jsonAnswer(200, { challenge: body["challenge"] });
      if (body["ssl_check"] !== undefined) return TOLD;
      return new Promise<Answer>((resolve) => {
        const early = setTimeout(
          () => resolve(isCommand(body) ? jsonAnswer(200, { response_type: "ephemeral", text: busy }) : TOLD),
          earlyAfter,
        );
        const tell = (answer: Answer) => {
          clearTimeout(early);
          resolve(answer);
        };
        const number = Number(request.headers["x-slack-retry-num"]);
        const reason = request.headers["x-slack-retry-reason"];
        void process({
          body,
          ack: async (response) => tell(answerOf(response)),
          ...(Number.isInteger(number) ? { retryNum: number } : {}),
          ...(typeof reason === "string" ? { retryReason: reason } : {}),
        }).then(
          () => tell(TOLD),
          (error: unknown) => {
            log(`Slack: ${error instanceof Error ? error.message : String(error)}`);
            tell(TOLD);
          },
        );
      });
    },
  };
}

function isCommand(body: Readonly<Record<string, unknown>>): boolean {
  return typeof body["command"] === "string";
}

function answerOf(response: unknown): Answer {
  if (response === undefined || response === "") return TOLD;
  return typeof response === "string" ? { status: 200, body: response } : jsonAnswer(200, response);
}
