/**
 * Two small drawings, written by hand as SVG so that nothing needs to be installed for them.
 */

const [WIDTH, HEIGHT] = [760, 400];
const [LEFT, TOP, RIGHT, BOTTOM] = [64, 48, 190, 48];
/** Told apart without colour too, by their dashes. */
const COLOURS = ["#0b5cad", "#b3541e", "#8a2b62", "#4c6b22", "#2f7f79", "#7a6a00", "#555555", "#a02c2c", "#5a4fb0"] as const;

/** One line of a drawing. */
export interface Line {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** What a drawing shows; the x axis is logarithmic. */
export interface Plot {
  readonly title: string;
  readonly x: { readonly label: string; readonly ticks: readonly number[] };
  readonly y: { readonly label: string; readonly ticks: readonly number[]; readonly isLogarithmic: boolean };
  readonly lines: readonly Line[];
}

/** Draws lines with a legend at their right. */
export function drawPlot({ title, x, y, lines }: Plot): string {
  const scale = (value: number, ticks: readonly number[], isLogarithmic: boolean) => {
    const of = isLogarithmic ? Math.log10 : (number: number) => number;
    const [low, high] = [of(ticks[0] as number), of(ticks.at(-1) as number)];
    return (of(value) - low) / (high - low);
  };
  const atX = (value: number) => LEFT + scale(value, x.ticks, true) * (WIDTH - LEFT - RIGHT);
  const atY = (value: number) => HEIGHT - BOTTOM - scale(value, y.ticks, y.isLogarithmic) * (HEIGHT - TOP - BOTTOM);
  const grid = [
    ...y.ticks.map(
      (tick) =>
        `<path d="M${LEFT} ${round(atY(tick))}H${WIDTH - RIGHT}" stroke="#ddd"/><text x="${LEFT - 8}" y="${round(atY(tick) + 4)}" text-anchor="end">${tick}</text>`,
    ),
    ...x.ticks.map((tick) => `<text x="${round(atX(tick))}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${tick}</text>`),
  ];
  const drawn = lines.map(({ name, points }, index) => {
    const colour = COLOURS[index % COLOURS.length] as string;
    const style = `stroke="${colour}" stroke-width="${index === 0 ? 3.5 : 1.8}"${index % 3 === 0 ? "" : ` stroke-dasharray="${index % 3 === 1 ? "7 3" : "2 3"}"`}`;
    const path = points.map((point, at) => `${at === 0 ? "M" : "L"}${round(atX(point.x))} ${round(atY(point.y))}`).join("");
    const dots = points
      .map((point) => `<circle cx="${round(atX(point.x))}" cy="${round(atY(point.y))}" r="3.5" fill="${colour}"/>`)
      .join("");
    const legend = TOP + 10 + 22 * index;
    return `<path d="${path}" fill="none" ${style}/>${dots}<path d="M${WIDTH - RIGHT + 16} ${legend}h30" ${style}/><text x="${WIDTH - RIGHT + 54}" y="${legend + 4}">${escapeXml(name)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeXml(title)}" font-family="system-ui, sans-serif" font-size="13">
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<text x="${LEFT}" y="24" font-size="16" font-weight="600">${escapeXml(title)}</text>
${grid.join("\n")}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${escapeXml(x.label)}</text>
<text x="16" y="${(TOP + HEIGHT - BOTTOM) / 2}" text-anchor="middle" transform="rotate(-90 16 ${(TOP + HEIGHT - BOTTOM) / 2})">${escapeXml(y.label)}</text>
${drawn.join("\n")}
</svg>
`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}
