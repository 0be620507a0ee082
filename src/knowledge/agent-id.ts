/** Agent ids begin here: the product prints them in decimal and in hexadecimal, and those below in decimal only. */
export const FIRST_AGENT_ID = 100_000;
