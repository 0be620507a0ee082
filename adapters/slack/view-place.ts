/** Where a window or the home was opened: what is pressed in it is answered there. */
export interface ViewPlace {
  readonly conversation: string;
  /** A thread, or the one person who sees it: see `privateThread`. */
  readonly thread?: string;
  /** The address that came with the command or press that opened it; it reaches channels that the bot is not in. */
  readonly responseUrl?: string;
}

/** As Slack keeps it for us in the view, and gives it back with each press in it. */
export function writeViewPlace({ conversation, thread = "", responseUrl = "" }: ViewPlace): string {
  return [conversation, thread, responseUrl].join(" ").trimEnd();
}

/** Reads it back; undefined for a view that was opened nowhere in particular. */
export function readViewPlace(metadata: string | undefined): ViewPlace | undefined {
  const [conversation = "", thread = "", responseUrl = ""] = (metadata ?? "").split(" ");
  if (conversation === "") return undefined;
  return { conversation, ...(thread === "" ? {} : { thread }), ...(responseUrl === "" ? {} : { responseUrl }) };
}
