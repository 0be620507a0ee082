/** What can be wrong with the bot itself, as a closed list. */
export type BotErrorCode = "KNOWLEDGE_INVALID" | "ENVIRONMENT_INVALID" | "ARGUMENTS_INVALID" | "STORE_UNAVAILABLE" | "BACKUP_INVALID";

/** A failure that a person can mend: the message says what is wrong, where, and what to do. */
export class BotError extends Error {
  override readonly name = "BotError";
  readonly code: BotErrorCode;

  constructor(code: BotErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
