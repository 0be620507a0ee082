/** The parts of the search that can be switched off by themselves. */
export const LAYERS = [
  "codes",
  "names",
  "messages",
  "concepts",
  "stems",
  "compounds",
  "spelling",
  "fragments",
  "ties",
  "phrases",
  "titles",
  "common",
  "anchors",
  "associations",
] as const;

/** One part of the search; switched off only to measure what it is worth (`npm run bench -- ablation`). */
export type Layer = (typeof LAYERS)[number];

/** No layer left out: the search as it is. */
export const NONE_LEFT_OUT: ReadonlySet<Layer> = new Set();
