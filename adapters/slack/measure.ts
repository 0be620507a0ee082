/** How many characters of text blocks hold, as Slack counts for its undocumented total: words and addresses, not what a button carries. */
export function measure(value: unknown, key = ""): number {
  if (typeof value === "string") return key === "text" || key === "url" ? value.length : 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, child) => sum + measure(child, key), 0);
  if (value === null || typeof value !== "object") return 0;
  return Object.entries(value).reduce((sum, [name, child]) => sum + measure(child, name), 0);
}
