import type { Agent } from "node:http";
import type { HttpClient, HttpHeaders, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";
import type { Exchange } from "./exchange.ts";
import { createExchange } from "./exchange.ts";
import type { Wire } from "./sender.ts";

/** The part of a connector of botbuilder that is used. */
interface Pipelined {
  readonly client: {
    readonly pipeline: {
      removePolicy(options: { readonly name: string }): unknown;
      sendRequest(client: HttpClient, request: PipelineRequest): Promise<PipelineResponse>;
    };
  };
}

/** Steps of a request that could repeat or redirect it, or that prepare for what we never send. */
const UNWANTED = [
  ...["defaultRetryPolicy", "redirectPolicy", "deserializationPolicy", "serializationPolicy", "formDataPolicy", "multipartPolicy"],
  ...["wrapAbortSignalLikePolicy", "tracingPolicy", "logPolicy", "ServiceClientContext_RequestPolicyFactories"],
  "decompressResponsePolicy",
];

/** A request is let go after this; whether it is made again is decided before. */
const LONGEST_REQUEST = 30_000;

/** Its own repeats could post a message twice, it would follow a redirect anywhere, and it fails on an error page that is no JSON. */
export function withoutRetries<Connector>(connector: Connector): Connector {
  // botbuilder declares the client of its connector private.
  const { pipeline } = (connector as unknown as Pipelined).client;
  for (const name of UNWANTED) pipeline.removePolicy({ name });
  return connector;
}

const exchange = createExchange();

/**
 * One request over the connector's pipeline, which adds the token and finds the proxy: its mapping would drop every field of an entity that
 * it does not know, and its own client cannot tell whether a body had left when a connection broke.
 */
export function wireOver(connector: object): Wire {
  // Private too; see withoutRetries.
  const { pipeline } = (connector as unknown as Pipelined).client;
  return async ({ method, serviceUrl, path, body }) => {
    const base = serviceUrl.endsWith("/") ? serviceUrl : `${serviceUrl}/`;
    const request = createPipelineRequest({
      ...{ url: base + path, method, body, timeout: LONGEST_REQUEST },
      headers: createHttpHeaders({ "content-type": "application/json; charset=utf-8", accept: "application/json" }),
      allowInsecureConnection: base.startsWith("http:"),
    });
    let isHandedOver = false;
    const client: HttpClient = {
      sendRequest: async (signed) => {
        const { url, agent, timeout } = signed;
        const came = await exchange({ url, method, headers: signed.headers.toJSON(), body, agent: agent as Agent | undefined, timeout });
        if (came.kind === "answered") return { request: signed, status: came.status, headers: headersOf(came), bodyAsText: came.text };
        isHandedOver = came.body === "handedOver";
        throw new Error("the connection broke");
      },
    };
    try {
      const { status, headers, bodyAsText } = await pipeline.sendRequest(client, request);
      return { kind: "answered", status, retryAfter: headers.get("retry-after"), body: parse(bodyAsText) };
    } catch {
      // Without a token, or a connection, nothing has left.
      return { kind: "reset", isHandedOver };
    }
  };
}

function headersOf({ headers }: Extract<Exchange, { kind: "answered" }>): HttpHeaders {
  return createHttpHeaders(Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value ?? "")])));
}

function parse(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
