import http from "node:http";
import { sign } from "../../support/slack/signed.ts";
import { commandOf } from "./commands.ts";

/** Where the answers come. */
export interface Sink {
  readonly url: string;
  delivered(): number;
  close(): void;
}

/** Takes every answer, and says for the bot's own question whose its token is. */
export async function openSink(): Promise<Sink> {
  let count = 0;
  const server = http.createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      const isAnswer = request.url?.startsWith("/response") === true;
      if (isAnswer) count += 1;
      response.writeHead(200, { "content-type": isAnswer ? "text/plain" : "application/json" });
      response.end(isAnswer ? "ok" : '{"ok":true,"team_id":"T0NACHT01","user_id":"U0VANGNET","bot_id":"B0VANGNET"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    delivered: () => count,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** Posts one signed command; how long its acknowledgement took. */
export function post(address: string, number: number, sink: Sink): Promise<number> {
  const { body, headers } = sign(new URLSearchParams(commandOf(number, `${sink.url}/response/${number}`)).toString(), {
    type: "application/x-www-form-urlencoded",
  });
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const request = http.request(`${address}slack/events`, {
      method: "POST",
      agent,
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
    });
    request.on("response", (response) => {
      const took = performance.now() - begun;
      response.resume();
      if (response.statusCode === 200) resolve(took);
      else reject(new Error(`status ${response.statusCode}`));
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** As many commands as fast as they are answered, eight open at a time; ends once every answer was delivered. */
export async function flood(address: string, from: number, count: number, sink: Sink): Promise<void> {
  const wanted = sink.delivered() + count;
  let next = 0;
  const lane = async () => {
    while (next < count) {
      next += 1;
      await post(address, from + next, sink);
      // Not more than the bot can answer: what is measured is work, not a queue.
      while (sink.delivered() + 64 < wanted - count + next) await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  const end = performance.now() + 60_000;
  while (sink.delivered() < wanted) {
    if (performance.now() > end) throw new Error(`${wanted - sink.delivered()} answers did not come`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Fifty a second for some seconds; how long each acknowledgement took. */
export async function steady(address: string, from: number, seconds: number, sink: Sink): Promise<readonly number[]> {
  const begun = performance.now();
  const acks: Promise<number>[] = [];
  for (let number = 0; number < seconds * 50; number += 1) {
    const due = begun + number * 20;
    while (performance.now() < due) await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    acks.push(post(address, from + number + 1, sink));
  }
  return Promise.all(acks);
}
