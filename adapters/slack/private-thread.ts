/**
 * What only one person sees in a channel is a conversation of its own: a command, its answer and the presses on it. It stands in place of a
 * thread, so that nobody's "all steps" is about what a colleague asked for himself.
 */
export function privateThread(user: string): string {
  return `@${user}`;
}

/** The thread to post in; undefined outside one, and where a person was answered in private. */
export function postedThread(thread: string | undefined): string | undefined {
  return thread === undefined || thread.startsWith("@") ? undefined : thread;
}

/** Whom a private conversation is with. */
export function privateReader(thread: string | undefined): string | undefined {
  return thread?.startsWith("@") ? thread.slice(1) : undefined;
}
