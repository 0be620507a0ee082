import * as z from "zod";
import type { Intent, Turn } from "#core";
import { decodeIntent, LOCALES } from "#core";
import type { PreviewPlace } from "../preview.ts";

const place = {
  conversation: z.string().regex(/^[\w-]{8,64}$/, "give 8 to 64 letters, digits, - or _"),
  /** The language of the page. */
  lang: z.string().max(35).optional(),
  /** The view in which the answer is looked at, so that its HTML comes along. */
  view: z.string().max(40).optional(),
  /** The reply whose button was pressed. */
  message: z.string().max(64).optional(),
};

/** What the page itself wants: a deep link, and its language switch. */
const pageIntent = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("open"), article: z.string().min(1).max(100) }),
  z.strictObject({ kind: z.literal("language"), locale: z.enum(LOCALES) }),
]);

/** Something typed, or a button of the page pressed (its encoded intent), or a wish of the page itself. */
export const turnRequest = z.union([
  z.strictObject({ ...place, text: z.string() }),
  z.strictObject({ ...place, intent: z.union([pageIntent, z.string()]) }),
]);

/** A button pressed in a preview; the payload is what that platform's button carries. */
export const pressRequest = z.strictObject({ ...place, preview: z.string(), payload: z.unknown() });

/** A drawn reply whose HTML is wanted. */
export const htmlRequest = z.strictObject({ preview: z.string(), json: z.unknown() });

const NAMED = 4;

/** Who is talking; one page is one person in one conversation. */
export function placeOf({ conversation, lang }: { readonly conversation: string; readonly lang?: string | undefined }): PreviewPlace {
  return { conversation, user: conversation, ...(lang === undefined ? {} : { localeHint: lang }) };
}

/** What was typed or pressed, as an intent. */
export function intentOf(request: z.infer<typeof turnRequest>): Intent {
  if ("text" in request) return { kind: "ask", text: request.text };
  if (typeof request.intent !== "string") return request.intent;
  return decodeIntent(request.intent) ?? { kind: "unreadable" };
}

/** A turn of the page. */
export function pageTurn(
  intent: Intent,
  { conversation, user, localeHint }: PreviewPlace,
  { eventId, at, message }: { readonly eventId: string; readonly at: Date; readonly message?: string | undefined },
): Turn {
  return {
    platform: "page",
    tenant: "local",
    conversation,
    // Nobody signs in; the beginning of the id still tells two windows apart.
    user: { id: user, name: `page-${user.slice(0, NAMED)}` },
    eventId,
    at,
    surface: "page",
    ...(message === undefined ? {} : { message }),
    ...(localeHint === undefined ? {} : { localeHint }),
    intent,
  };
}
