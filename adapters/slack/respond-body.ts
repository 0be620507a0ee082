import type { Form } from "./forms.ts";

/** Nothing that is sent may open a preview of a link. */
export const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

/** Whom the message of a response address is for, and whether it takes the place of the one that was pressed. */
export type RespondHow = "whisper" | "replace" | "public";

/** A form as the JSON that a response address takes. The blocks of a card are written once and sent many times: to write ten thousand letters takes longer than to send them. */
export function respondBody({ text, writeBlocks }: Form, how: RespondHow): string {
  const head = JSON.stringify({
    response_type: how === "public" ? "in_channel" : "ephemeral",
    replace_original: how === "replace",
    ...NO_PREVIEWS,
    text,
  });
  return writeBlocks === undefined ? head : `${head.slice(0, -1)},"blocks":${writeBlocks()}}`;
}
