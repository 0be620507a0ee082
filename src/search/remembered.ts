/** More words than this are forgotten together: a bot runs for months. */
const MOST = 5000;

/** A finder that is built when it is first asked. */
export function onFirstUse<Result>(build: () => (word: string) => Result): (word: string) => Result {
  let built: ((word: string) => Result) | undefined;
  return (word) => {
    built ??= build();
    return built(word);
  };
}

/** A finder that remembers what it found: people ask about the same words. */
export function remembered<Result>(find: (word: string) => Result): (word: string) => Result {
  const results = new Map<string, Result>();
  return (word) => {
    const known = results.get(word);
    if (known !== undefined || results.has(word)) return known as Result;
    if (results.size >= MOST) results.clear();
    const fresh = find(word);
    results.set(word, fresh);
    return fresh;
  };
}
