import type { Form } from "./forms.ts";

/** Nothing that is sent may open a preview of a link. */
export const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

/** Whom the message of a response address is for, and whether it takes the place of the one that was pressed. */
export type RespondHow = "whisper" | "replace" | "public";

const written = new WeakMap<Form, Map<RespondHow, Buffer>>();

/** A form as the bytes that a response address takes. Forms are drawn once and sent many times, and to write ten thousand letters takes longer than to send them. */
export function respondBody(form: Form, how: RespondHow): Buffer {
  const bodies = written.get(form) ?? new Map<RespondHow, Buffer>();
  const { text, blocks } = form;
  const known = bodies.get(how);
  if (known !== undefined) return known;
  const body = Buffer.from(
    JSON.stringify({
      response_type: how === "public" ? "in_channel" : "ephemeral",
      replace_original: how === "replace",
      ...NO_PREVIEWS,
      text,
      ...(blocks === undefined ? {} : { blocks }),
    }),
  );
  written.set(form, bodies.set(how, body));
  return body;
}
