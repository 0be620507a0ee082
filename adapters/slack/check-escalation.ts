import type { SlackToken } from "./settings.ts";

const PLACE = /^(?:(T[A-Z0-9]{2,20})\/)?[CDGUW][A-Z0-9]{2,20}$/;

/** What is wrong with the place that escalated runs are posted to, as a remedy; undefined where it is clear, also in which workspace. */
export function checkEscalation(place: string, tokens: readonly SlackToken[]): string | undefined {
  const [found, team] = PLACE.exec(place) ?? [];
  if (found === undefined) return "give the id of a channel or a person, such as C0123456789, and no name";
  if (team === undefined) {
    return tokens.length > 1
      ? "say in which of the workspaces it is: give the id of the workspace before it, such as T0123456789/C0123456789"
      : undefined;
  }
  const teams = tokens.flatMap(({ team: own }) => (own === undefined ? [] : [own]));
  return teams.length < tokens.length || teams.includes(team) ? undefined : `there is no token for ${team}: give one in SLACK_WORKSPACES`;
}
