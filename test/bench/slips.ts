/** Changes a word as a slip of the finger does: a letter dropped, added or hit beside, or two swapped. The first letter mostly stays. */
export function createSlips(random: () => number): (word: string) => string {
  const pick = (length: number) => Math.floor(random() * length);
  return (word) => {
    const at = 1 + pick(Math.max(1, word.length - 1));
    const letter = String.fromCharCode(97 + pick(26));
    switch (pick(4)) {
      case 0:
        return word.slice(0, at) + word.slice(at + 1);
      case 1:
        return word.slice(0, at) + letter + word.slice(at);
      case 2:
        return word.slice(0, at) + letter + word.slice(at + 1);
      default:
        return word.slice(0, at - 1) + word.charAt(at) + word.charAt(at - 1) + word.slice(at + 1);
    }
  };
}
