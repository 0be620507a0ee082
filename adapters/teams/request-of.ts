import { appId } from "./decode.ts";
import type { Call, OutgoingMessage } from "./operation.ts";
import { conversationIn } from "./place.ts";

/** One request to Teams. */
export interface WireRequest {
  readonly method: "POST" | "PUT";
  readonly serviceUrl: string;
  /** Below the service's address. */
  readonly path: string;
  readonly body: string;
}

/** The requests for a call, apart from a personal chat, which needs two. */
export function requestOf(call: Exclude<Call, { kind: "chat" }>, message: OutgoingMessage, bot: string): WireRequest {
  const from = { id: `28:${appId(bot)}` };
  switch (call.kind) {
    case "post":
      return activities(call.place.serviceUrl, "POST", conversationIn(call.place), "", { ...message, from });
    case "update": {
      const path = `/${encodeURIComponent(call.message)}`;
      return activities(call.place.serviceUrl, "PUT", conversationIn(call.place), path, { ...message, id: call.message, from });
    }
    case "targeted":
      return activities(call.place.serviceUrl, "POST", conversationIn(call.place), "?isTargetedActivity=true", {
        ...message,
        from,
        recipient: call.person,
      });
    case "newThread": {
      const { serviceUrl, tenant, channel } = call;
      const channelData = { channel: { id: channel }, tenant: { id: tenant } };
      return {
        method: "POST",
        serviceUrl,
        path: "v3/conversations",
        body: write({ isGroup: true, bot: from, channelData, activity: { ...message, from } }),
      };
    }
  }
}

/** The request for a personal chat; its answer names the conversation to post in. */
export function chatRequestOf({ serviceUrl, tenant, person }: Extract<Call, { kind: "chat" }>, bot: string): WireRequest {
  const body = {
    isGroup: false,
    bot: { id: `28:${appId(bot)}` },
    members: [{ id: person.id }],
    tenantId: tenant,
    channelData: { tenant: { id: tenant } },
  };
  return { method: "POST", serviceUrl, path: "v3/conversations", body: write(body) };
}

function activities(serviceUrl: string, method: WireRequest["method"], conversation: string, tail: string, body: object): WireRequest {
  const path = `v3/conversations/${encodeURIComponent(conversation)}/activities${tail}`;
  return { method, serviceUrl, path, body: write({ ...body, conversation: { id: conversation } }) };
}

function write(value: object): string {
  return JSON.stringify(value);
}
