/** The organisation that a key begins with: of a conversation, a person or an event. */
export function organisationIn(key: string): string {
  const [first = ""] = key.split("/", 1);
  try {
    return decodeURIComponent(first);
  } catch {
    return first;
  }
}
