import type { Reply, Turn } from "#core";

/** Who presses or types in a preview, and where. */
export interface PreviewPlace {
  readonly conversation: string;
  readonly user: string;
  /** The language tag of the browser. */
  readonly localeHint?: string;
}

/** A chat platform as the page shows it: the same drawing and the same decoding as in the real one, without its network. */
export interface Preview {
  readonly name: string;
  /** The very JSON that would be sent. */
  draw(reply: Reply): unknown;
  /** How it looks, as HTML, where that can be made without a browser. */
  html?(drawn: unknown): string;
  /** Whether that HTML can be made of a JSON that came from outside. */
  accepts?(json: unknown): boolean;
  /** Where the browser draws its cards: the fonts, distances and colours, by theme. */
  readonly hostConfig?: { readonly light: object; readonly dark: object };
  /** The version of cards that this client knows, where it is older than the card's own: what is newer then shows its fallback. */
  readonly cardVersion?: "1.2";
  /**
   * The reply in another form, where a press asked for that: it comes as a message of its own, and the card stays.
   * Undefined for a press that asked for nothing of the kind.
   */
  drawInstead?(reply: Reply, payload: unknown): { readonly json: unknown; readonly html: string } | undefined;
  /** A press of one of its buttons, through the platform's own event and decode. */
  press(payload: unknown, place: PreviewPlace): Turn | undefined;
}
