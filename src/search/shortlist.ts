/** The numbers with the highest scores, best first; equal scores by number. One pass, however many there are. */
export function shortlist(numbers: ArrayLike<number>, scoreOf: (number: number) => number, most: number): number[] {
  const best: number[] = [];
  const scores: number[] = [];
  for (let at = 0; at < numbers.length; at += 1) {
    const number = numbers[at] as number;
    const score = scoreOf(number);
    let place = best.length;
    while (place > 0 && (score > (scores[place - 1] as number) || (score === scores[place - 1] && number < (best[place - 1] as number))))
      place -= 1;
    if (place >= most) continue;
    best.splice(place, 0, number);
    scores.splice(place, 0, score);
    if (best.length > most) {
      best.pop();
      scores.pop();
    }
  }
  return best;
}
