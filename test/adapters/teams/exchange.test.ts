import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createExchange } from "../../../adapters/teams/exchange.ts";

const BODY = JSON.stringify({ text: "Groeten uit Zwolle, met een é." });

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

/** A service that is asked "may I go on?" and one that takes requests; what it read of each body. */
async function serve(onQuestion: Handle | undefined, onRequest: Handle = (_request, response) => response.writeHead(201).end("{}")) {
  const read: string[] = [];
  const take: Handle = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    read.push(Buffer.concat(chunks).toString("utf8"));
    return onRequest(request, response);
  };
  server = createServer(take);
  if (onQuestion !== undefined) server.on("checkContinue", onQuestion);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3/conversations`;
  return { read, take, asked: { url, method: "POST", headers: { "content-type": "application/json" }, body: BODY, timeout: 20_000 } };
}

describe("one request to Teams", () => {
  it("asks before its body leaves, and brings it whole", async () => {
    let questions = 0;
    const { read, take, asked } = await serve((request, response) => {
      questions += 1;
      response.writeContinue();
      return take(request, response);
    });
    const exchange = createExchange();
    expect(await exchange(asked)).toMatchObject({ kind: "answered", status: 201, text: "{}" });
    expect(await exchange(asked)).toMatchObject({ kind: "answered", status: 201 });
    expect([questions, read]).toEqual([2, [BODY, BODY]]);
  });

  it("has kept its body back where there is no connection, and where one that was kept open breaks at the door", async () => {
    let questions = 0;
    const { read, take, asked } = await serve((request, response) => {
      questions += 1;
      if (questions > 1) return request.socket.resetAndDestroy();
      response.writeContinue();
      return take(request, response);
    });
    const exchange = createExchange();
    await exchange(asked);
    expect(await exchange(asked)).toEqual({ kind: "broken", body: "keptBack" });
    expect([questions, read]).toEqual([2, [BODY]]);
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
    expect(await exchange(asked)).toEqual({ kind: "broken", body: "keptBack" });
    expect(await exchange({ ...asked, method: "PUT" })).toEqual({ kind: "broken", body: "keptBack" });
  });

  it("says that its body was handed over where the connection breaks behind it", async () => {
    const { read, asked } = await serve(undefined, (request) => request.socket.resetAndDestroy());
    expect(await createExchange()(asked)).toEqual({ kind: "broken", body: "handedOver" });
    expect(read).toEqual([BODY]);
  });

  it("keeps its body where the answer comes before it was asked for", async () => {
    const { read, asked } = await serve((_request, response) => response.writeHead(429, { "retry-after": "2" }).end("slow down"));
    expect(await createExchange()(asked)).toMatchObject({ status: 429, text: "slow down", headers: { "retry-after": "2" } });
    expect(read).toEqual([]);
  });

  it("asks a service that refuses the question, or has no answer to it, only once", async () => {
    let questions = 0;
    const refusing = await serve((_request, response) => {
      questions += 1;
      response.writeHead(417).end();
    });
    const exchange = createExchange();
    expect(await exchange(refusing.asked)).toMatchObject({ status: 201 });
    expect(await exchange(refusing.asked)).toMatchObject({ status: 201 });
    expect([questions, refusing.read]).toEqual([1, [BODY, BODY]]);
    server?.closeAllConnections();
    server?.close();

    let silent = 0;
    const mute = await serve((request, response) => {
      silent += 1;
      return mute.take(request, response);
    });
    const patient = createExchange(20);
    expect(await patient(mute.asked)).toMatchObject({ status: 201 });
    expect(await patient(mute.asked)).toMatchObject({ status: 201 });
    expect([silent, mute.read]).toEqual([1, [BODY, BODY]]);
  });

  it("counts a status as an answer, also where the connection breaks behind it", async () => {
    const { asked } = await serve(undefined, (request, response) => {
      response.writeHead(201, { "content-length": "100" });
      response.write("{", () => request.socket.destroy());
    });
    expect(await createExchange()(asked)).toMatchObject({ kind: "answered", status: 201, text: "" });
  });
});
