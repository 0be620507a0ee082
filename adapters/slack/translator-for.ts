import { createTranslator } from "#core";

/** The bot's own sentences, by language, for what only Slack's drawing needs. */
export const translatorFor = createTranslator();
