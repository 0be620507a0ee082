/** Characters that show nothing themselves but change how what follows is shown or read: direction marks and controls. Line feeds and tabs stay; a lone return could write over its line. */
const UNSEEN = /[\u0000-\u0008\u000B-\u001F\u007F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** A text as it may be drawn: nothing in it can turn what stands beside it around. */
export function inert(text: string): string {
  return text.replace(UNSEEN, "");
}

/** Whether a drawn text still holds a character that `inert` takes out. */
export function isInert(text: string): boolean {
  return inert(text) === text;
}
