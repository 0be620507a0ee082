import { mkdtemp, writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, request } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SelfSigned } from "../self-signed.ts";
import { selfSigned } from "../self-signed.ts";
import type { FakeTeams } from "./fake-teams.ts";
import { startFakeTeams } from "./fake-teams.ts";
import { ISSUER, KEYS } from "./tokens.ts";

const KEYS_HOST = "login.botframework.com";
const TOKEN_HOST = "login.microsoftonline.com";
const SERVICE_HOST = "smba.trafficmanager.net";
const PROXY_LOGIN = "vangnet:through-the-wall";

/** What was asked of whom gives tokens. */
export interface TokenRequest {
  readonly path: string;
  readonly asked: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage["headers"];
}

/**
 * The addresses of Microsoft that a bot in Teams needs, on this machine and under their own names, behind a proxy as companies have it.
 *
 * So the program runs as it is, with no setting of a test in it: only `HTTPS_PROXY` and whom it trusts are this machine's.
 */
export interface Microsoft {
  readonly teams: FakeTeams;
  /** The service address that events name. */
  readonly serviceUrl: string;
  /** Settings of the environment that lead there. */
  readonly env: Readonly<Record<string, string>>;
  /** Where a machine in Azure would ask for the token of its managed identity. */
  readonly identityEndpoint: string;
  /** Each `host:port` that the proxy was asked to connect to; it asks for a password, as many do. */
  readonly connected: readonly string[];
  readonly tokens: readonly TokenRequest[];
  close(): Promise<void>;
}

/** Starts all of it; once a token was asked for, each message must carry the one that was given. */
export async function startMicrosoft(): Promise<Microsoft> {
  const teams = await startFakeTeams();
  const identity = selfSigned([KEYS_HOST, TOKEN_HOST, SERVICE_HOST]);
  const connected: string[] = [];
  const tokens: TokenRequest[] = [];
  const answer = async (asked: IncomingMessage, response: ServerResponse) => {
    switch (asked.headers.host) {
      case KEYS_HOST:
        return json(
          response,
          asked.url?.endsWith("/keys") ? { keys: KEYS } : { issuer: ISSUER, jwks_uri: `https://${KEYS_HOST}/v1/.well-known/keys` },
        );
      case SERVICE_HOST:
        return passOn(asked, response, teams.origin);
      case TOKEN_HOST:
        return asked.method === "POST" ? giveToken(asked, response, tokens) : json(response, addressesOf(asked.url ?? ""));
      default:
        // An identity endpoint on this machine is asked without TLS and by its address.
        return giveToken(asked, response, tokens);
    }
  };
  const secure = createTlsServer({ cert: identity.certificate, key: identity.privateKey }, answer);
  const plain = createServer(answer);
  const sockets = new Set<Socket>();
  const proxy = createServer((_request, response) => response.writeHead(405).end());
  proxy.on("connect", ({ url = "", headers }: IncomingMessage, socket: Socket) => {
    if (headers["proxy-authorization"] !== `Basic ${Buffer.from(PROXY_LOGIN).toString("base64")}`) {
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return;
    }
    connected.push(url);
    const onward = connect(portOf(secure), "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      socket.pipe(onward).pipe(socket);
    });
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => sockets.delete(one));
    }
  });
  for (const server of [secure, plain, proxy]) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const trusted = await fileOf(identity);

  return {
    ...{ teams, connected, tokens, serviceUrl: `https://${SERVICE_HOST}/emea/` },
    env: {
      ...{ HTTPS_PROXY: `http://${PROXY_LOGIN}@127.0.0.1:${portOf(proxy)}`, NODE_USE_ENV_PROXY: "1", NO_PROXY: "127.0.0.1" },
      ...{ https_proxy: "", no_proxy: "", HTTP_PROXY: "", http_proxy: "", NODE_EXTRA_CA_CERTS: trusted },
    },
    identityEndpoint: `http://127.0.0.1:${portOf(plain)}/msi/token`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      for (const server of [secure, plain, proxy]) {
        server.close();
        server.closeAllConnections();
      }
      await teams.close();
    },
  };
}

function portOf(server: { address(): unknown }): number {
  return (server.address() as AddressInfo).port;
}

async function fileOf({ certificate }: SelfSigned): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "vangnet-trusted-")), "trusted.pem");
  await writeFile(file, certificate);
  return file;
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
}

/** What Microsoft says of a tenant, for a library that asks where its tokens come from. */
function addressesOf(path: string): object {
  const tenant = `https://${TOKEN_HOST}/${path.split("/")[1] ?? ""}`;
  if (path.includes("/discovery/instance"))
    return {
      tenant_discovery_endpoint: `${tenant}/v2.0/.well-known/openid-configuration`,
      metadata: [{ preferred_network: TOKEN_HOST, preferred_cache: TOKEN_HOST, aliases: [TOKEN_HOST] }],
    };
  return {
    ...{ issuer: `${tenant}/v2.0`, token_endpoint: `${tenant}/oauth2/v2.0/token` },
    ...{ authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`, jwks_uri: `${tenant}/discovery/v2.0/keys` },
  };
}

async function giveToken(asked: IncomingMessage, response: ServerResponse, tokens: TokenRequest[]): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk as Buffer);
  const [path = "", query = ""] = (asked.url ?? "").split("?");
  const form = asked.method === "POST" ? Buffer.concat(chunks).toString("utf8") : query;
  tokens.push({ path, asked: Object.fromEntries(new URLSearchParams(form)), headers: asked.headers });
  const expires = Math.floor(Date.now() / 1000) + 3600;
  json(response, { token_type: "Bearer", expires_in: 3600, expires_on: String(expires), access_token: "given-by-microsoft" });
}

function passOn(asked: IncomingMessage, response: ServerResponse, origin: string): void {
  const { expect: _, ...headers } = asked.headers;
  const onward = request(`${origin}${asked.url}`, { method: asked.method ?? "GET", headers }, (came) => {
    response.writeHead(came.statusCode ?? 502, came.headers);
    came.pipe(response);
  });
  onward.on("error", () => asked.socket.destroy());
  asked.pipe(onward);
}
