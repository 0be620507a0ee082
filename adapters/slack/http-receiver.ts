import { refuse } from "../http/refusal.ts";
import type { Answer, Route } from "../http/route.ts";
import { jsonAnswer } from "../http/route.ts";
import type { Received } from "./answer-in-time.ts";
import type { createRequestCheck } from "./check-request.ts";

/** What the route is made of. */
export interface HttpReceiverParts {
  readonly check: ReturnType<typeof createRequestCheck>;
  /** Answers each body in time; ends without an answer only while the bot stops. */
  readonly process: (received: Received) => Promise<void>;
  readonly log: (line: string) => void;
}

/** The one address for events, commands, presses and pickers. */
export const SLACK_PATH = "/slack/events";
const LIMIT = 262_144;
const TOLD: Answer = { status: 200 };

/** The route of Slack's requests: each is checked before it is handed on. */
export function httpRoute({ check, process, log }: HttpReceiverParts): Route {
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
        let isTold = false;
        const number = Number(request.headers["x-slack-retry-num"]);
        const reason = request.headers["x-slack-retry-reason"];
        void process({
          body,
          ack: async (response) => {
            isTold = true;
            resolve(answerOf(response));
          },
          ...(Number.isInteger(number) ? { retryNum: number } : {}),
          ...(typeof reason === "string" ? { retryReason: reason } : {}),
        }).then(() => {
          if (!isTold) resolve(refuse("busy", "The bot stops. Deliver it again."));
        });
      });
    },
  };
}

function answerOf(response: unknown): Answer {
  if (response === undefined || response === "") return TOLD;
  return typeof response === "string" ? { status: 200, body: response } : jsonAnswer(200, response);
}
