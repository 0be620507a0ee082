/** Begins a line in which a measured process answers; all else that it writes is its own. */
export const ANSWER = "@";
