import { personIn, placeIn } from "#core";
import { postedThread, privateReader } from "./private-thread.ts";

/** Where something can be posted without anybody having just said something there. */
export interface SlackAddress {
  readonly team: string;
  /** A channel, a direct message, or a person. */
  readonly channel: string;
  readonly thread?: string;
}

/** The address of a conversation as it is kept. */
export function writeAddress({ team, channel, thread }: SlackAddress): string {
  return [team, channel, ...(thread === undefined ? [] : [thread])].join("/");
}

/**
 * Reads an address: one that was kept, the key of a conversation, or the id of a channel or a person from the settings, which stands in `team`.
 *
 * What was said in private is answered to the person, never to the channel.
 */
export function readAddress(text: string, team: string | undefined): SlackAddress | undefined {
  const [, keptTeam, channel, thread] = /^([TE][A-Z0-9]+)\/([CDGUW][A-Z0-9]+)(?:\/(\d+\.\d+))?$/.exec(text) ?? [];
  if (keptTeam !== undefined && channel !== undefined) return { team: keptTeam, channel, ...(thread === undefined ? {} : { thread }) };
  if (/^[CDGUW][A-Z0-9]+$/.test(text)) return team === undefined ? undefined : { team, channel: text };
  const place = placeIn(text);
  if (place.platform !== "slack") return undefined;
  const reader = privateReader(place.thread);
  if (reader !== undefined) return { team: place.tenant, channel: reader };
  const posted = postedThread(place.thread);
  return { team: place.tenant, channel: place.conversation, ...(posted === undefined ? {} : { thread: posted }) };
}

/** The id by which Slack calls a person; undefined for somebody who is known by name only, or on another platform. */
export function userIn(key: string): string | undefined {
  if (/^[UW][A-Z0-9]+$/.test(key)) return key;
  const { platform, id } = personIn(key);
  return platform === "slack" && /^[UW][A-Z0-9]+$/.test(id) ? id : undefined;
}
