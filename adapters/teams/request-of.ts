import { appId } from "./decode.ts";
import type { Call, OutgoingMessage } from "./operation.ts";
import type { TeamsPlace } from "./place.ts";
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
    case "post": {
      const { only } = call.place;
      const body = { ...message, from, ...(only === undefined ? {} : { recipient: only }) };
      return activities(call.place, "POST", "", body);
    }
    case "update":
      // Teams knows whom a message is for that it changes, and refuses to be told.
      return activities(call.place, "PUT", `/${encodeURIComponent(call.message)}`, { ...message, id: call.message, from });
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

function activities(place: TeamsPlace, method: WireRequest["method"], tail: string, body: object): WireRequest {
  const conversation = conversationIn(place);
  const whom = place.only === undefined ? "" : "?isTargetedActivity=true";
  const path = `v3/conversations/${encodeURIComponent(conversation)}/activities${tail}${whom}`;
  return { method, serviceUrl: place.serviceUrl, path, body: write({ ...body, conversation: { id: conversation } }) };
}

function write(value: object): string {
  return JSON.stringify(value);
}
