import type { IncomingMessage } from "node:http";
import { request as ask } from "node:http";
import { connect } from "node:net";
import { setImmediate } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { refuse } from "../../../adapters/http/refusal.ts";
import type { Route } from "../../../adapters/http/route.ts";
import { jsonAnswer } from "../../../adapters/http/route.ts";
import type { Server, ServerOptions } from "../../../adapters/http/server.ts";
import { createServer } from "../../../adapters/http/server.ts";

const HOST = "127.0.0.1";
const ECHO: Route = { method: "POST", path: "/echo", limit: 1000, handle: ({ body }) => jsonAnswer(200, { bytes: body.length }) };
const BREAKS: Route = {
  method: "GET",
  path: "/breaks",
  limit: 0,
  handle: () => {
    throw new Error("secret-inside at adapters/here.ts:1");
  },
};

describe("the one server", () => {
  const running: Server[] = [];
  const start = async (options: Partial<ServerOptions> = {}): Promise<Server> => {
    const server = createServer({ host: HOST, port: 0, routes: [ECHO, BREAKS], ...options });
    await server.start();
    running.push(server);
    return server;
  };
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
  });
  const url = (server: Server, path: string) => `http://${HOST}:${server.port()}${path}`;
  const isAlive = async (server: Server) => (await fetch(url(server, "/healthz"))).status === 200;

  it("says that it is well", async () => {
    const response = await fetch(url(await start(), "/healthz"));
    expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("refuses an unknown address and a wrong method with a word", async () => {
    const server = await start();
    const unknown = await fetch(url(server, "/../etc/passwd"));
    expect([unknown.status, await unknown.json()]).toMatchObject([404, { error: "not-found", id: expect.stringMatching(/^[0-9a-f]{8}$/) }]);
    const wrong = await fetch(url(server, "/echo"));
    expect([wrong.status, wrong.headers.get("allow"), await wrong.json()]).toMatchObject([405, "POST", { error: "wrong-method" }]);
    expect((await fetch(url(server, "/healthz"), { method: "HEAD" })).status).toBe(200);
  });

  it("takes a body up to the limit and refuses a megabyte, announced or not", async () => {
    const server = await start();
    const post = (body: string | ReadableStream) => fetch(url(server, "/echo"), { method: "POST", body, ...{ duplex: "half" } });
    expect(await (await post("x".repeat(1000))).json()).toEqual({ bytes: 1000 });
    const announced = await post("x".repeat(1_000_000));
    expect([announced.status, await announced.json()]).toMatchObject([413, { error: "too-large" }]);
    const chunked = await post(new Blob(Array.from({ length: 100 }, () => "x".repeat(10_000))).stream());
    expect([chunked.status, await chunked.json()]).toMatchObject([413, { error: "too-large" }]);
    expect(await isAlive(server)).toBe(true);
  });

  it("ends the connection of a refused body, so that its rest is no second request", async () => {
    const server = await start();
    const body = "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";
    const answers = await talk(server.port(), `POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 5000\r\n\r\n${body}`);
    expect(answers).toContain("413");
    expect(answers).not.toContain('"ok"');
  });

  it("says that it is starting until what it needs is there", async () => {
    let isReady = false;
    const server = await start({ isReady: () => isReady });
    const before = await fetch(url(server, "/healthz"));
    expect([before.status, await before.json()]).toEqual([503, { status: "starting" }]);
    isReady = true;
    expect(await isAlive(server)).toBe(true);
  });

  it("admits by the headers before it reads a body, whatever the method", async () => {
    const asked: (string | undefined)[] = [];
    const admit: Route["admit"] = ({ method }) => {
      asked.push(method);
      return refuse("foreign-host", "no");
    };
    const server = await start({ routes: [{ ...ECHO, admit }] });
    // Of a body of 500 bytes none is ever sent: who waits for it does not answer.
    expect(await talk(server.port(), "POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\n")).toMatch(/403.*foreign-host/s);
    const tooLarge = await fetch(url(server, "/echo"), { method: "POST", body: "x".repeat(2000) });
    const wrongMethod = await fetch(url(server, "/echo"), { method: "PUT" });
    expect([tooLarge.status, wrongMethod.status]).toEqual([403, 403]);
    expect(asked).toEqual(["POST", "POST", "PUT"]);
  });

  it("does not take a sender who goes away for a failure of its own", async () => {
    const log: string[] = [];
    const begun = Promise.withResolvers<IncomingMessage>();
    const server = await start({
      routes: [
        {
          ...ECHO,
          admit: (request) => {
            begun.resolve(request);
            return undefined;
          },
        },
      ],
      log: (line) => log.push(line),
    });
    const socket = connect(server.port(), HOST, () => socket.write("POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 500\r\n\r\nhalf"));
    socket.on("error", () => {});
    const request = await begun.promise;
    const gone = new Promise((resolve) => request.once("close", resolve));
    socket.resetAndDestroy();
    await gone;
    await setImmediate();
    expect(log).toEqual([]);
  });

  it("refuses headers that are too large, and what is no request", async () => {
    const server = await start();
    expect(await talk(server.port(), `GET / HTTP/1.1\r\nhost: x\r\nlong: ${"x".repeat(20_000)}\r\n\r\n`)).toMatch(
      /431.*headers-too-large/s,
    );
    expect(await talk(server.port(), "hello\r\n\r\n")).toMatch(/400.*bad-request/s);
    expect(await isAlive(server)).toBe(true);
  });

  it("refuses headers that are too slow", async () => {
    // Nothing else is asked of this server: on a busy machine it would be too slow as well.
    const server = await start({ limits: { headers: 60, request: 60 } });
    expect(await talk(server.port(), "GET / HTTP/1.1\r\nhost: x\r\nslow: ")).toMatch(/408.*too-slow/s);
  });

  it("hides what failed, and writes it to the log under the id it gave", async () => {
    const log: string[] = [];
    const server = await start({ log: (line) => log.push(line) });
    const response = await fetch(url(server, "/breaks"));
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toMatch(/secret-inside|\.ts|at /);
    expect(log.join()).toContain(JSON.parse(text).id);
    expect(log.join()).toContain("secret-inside");
    expect(await isAlive(server)).toBe(true);
  });

  it("says in one sentence that the port is taken", async () => {
    const { port } = await start();
    const second = createServer({ host: HOST, port: port(), routes: [] });
    await expect(second.start()).rejects.toMatchObject({
      code: "ENVIRONMENT_INVALID",
      message: expect.stringMatching(/^Port \d+ .* is taken .*PORT/),
    });
  });

  it("is not reachable by others without a token", () => {
    for (const host of ["0.0.0.0", "::", "192.168.1.5", "bot.example"]) {
      expect(() => createServer({ host, port: 0, routes: [] }), host).toThrow(/HOST.*PAGE_TOKEN/s);
      expect(() => createServer({ host, port: 0, routes: [], token: "0123456789abcdef" }), host).not.toThrow();
    }
    for (const host of ["127.0.0.1", "127.8.9.1", "::1", "localhost"]) {
      expect(() => createServer({ host, port: 0, routes: [] }), host).not.toThrow();
    }
  });

  it("is not announced to others without a token, as behind a proxy", () => {
    const make = (publicUrl: string, token?: string) => () => createServer({ host: HOST, port: 0, routes: [], publicUrl, token });
    for (const publicUrl of ["https://bot.example", "http://192.168.1.5:3978/", "https://[2001:db8::1]/"]) {
      expect(make(publicUrl), publicUrl).toThrow(/^PUBLIC_URL names [^\n]*PAGE_TOKEN[^\n]*$/);
      expect(make(publicUrl, "0123456789abcdef"), publicUrl).not.toThrow();
    }
    for (const publicUrl of ["http://localhost:8080/", "http://127.0.0.1/", "http://[::1]:3978/"])
      expect(make(publicUrl), publicUrl).not.toThrow();
  });

  it("lets an open request finish when it stops", async () => {
    const asked = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const slow: Route = {
      method: "GET",
      path: "/slow",
      limit: 0,
      handle: async () => {
        asked.resolve();
        await released.promise;
        return jsonAnswer(200, "finished");
      },
    };
    const server = await start({ routes: [slow], limits: { drain: 60_000 } });
    const open = fetch(url(server, "/slow"));
    await asked.promise;
    const stopped = server.stop();
    await expect(fetch(url(server, "/healthz"))).rejects.toThrow();
    released.resolve();
    const response = await open;
    expect([await response.json(), response.headers.get("connection")]).toEqual(["finished", "close"]);
    await stopped;
  });

  it("breaks off what does not finish, so that it always stops", async () => {
    const asked = Promise.withResolvers<void>();
    const never: Route = {
      method: "GET",
      path: "/never",
      limit: 0,
      handle: () => {
        asked.resolve();
        return new Promise(() => {});
      },
    };
    const server = await start({ routes: [never], limits: { drain: 50 } });
    const open = new Promise((resolve) => ask(url(server, "/never")).on("error", resolve).end());
    await asked.promise;
    await server.stop();
    expect(await open).toBeInstanceOf(Error);
  });
});

/** Sends bytes as they are, and reads until the server ends the connection. */
function talk(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let heard = "";
    const socket = connect(port, HOST, () => socket.write(bytes));
    socket.on("data", (chunk) => {
      heard += chunk;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(heard));
  });
}
