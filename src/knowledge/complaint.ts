/** Something wrong in the knowledge: where it stands and what to do about it. */
export interface Complaint {
  readonly file: string;
  /** Counted from 1; undefined where the whole file is meant. */
  readonly line?: number;
  /** The field, as "paths[0].steps[1].do.nl"; undefined where the whole file is meant. */
  readonly field?: string;
  readonly problem: string;
}

/** One complaint on one line: "r10.yaml:12 codes[0]: put the code in quotes". */
export function describeComplaint({ file, line, field, problem }: Complaint): string {
  return `${file}${line === undefined ? "" : `:${line}`}${field === undefined ? "" : ` ${field}`}: ${problem}`;
}

/** A place inside an article as a person would write it: ["paths", 0, "title"] is "paths[0].title". */
export function fieldName(path: readonly PropertyKey[]): string {
  return path.map((key, index) => (typeof key === "number" ? `[${key}]` : `${index === 0 ? "" : "."}${String(key)}`)).join("");
}
