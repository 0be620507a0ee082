/** The `callback_id` of the shortcut on a message. */
export const EXPLAIN = "explain";
