import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** The day of every night. */
export const DAY = "2026-11-22";

/** One line of a script: who said or pressed something, where and when; "clock" lets reminders come, "owner" reads in the morning. */
export interface Said {
  readonly who: string;
  /** What stands in brackets behind the name. */
  readonly face: string | undefined;
  readonly what: string;
  readonly at: Date;
}

/** A night that goes on line by line; each gives what is then shown. */
export interface Night {
  play(said: Said): Promise<readonly string[]>;
  /** What must be true of the whole of it, whatever stands in the file. */
  check?(): Promise<void>;
  end?(): Promise<void>;
}

/**
 * Tests that play whole nights. A file is its own script: its title, and lines such as "03:12 Ans (shell): ID: 3106"; everything between
 * must come out as it stands there. `npm run test:update` writes it anew.
 */
export function describeNights(name: string, folder: string, begin: (locale: string, file: string) => Promise<Night>): void {
  const path = join(import.meta.dirname, "../../transcripts", folder);
  const files = readdirSync(path).filter((file) => file.endsWith(".txt"));
  // A night can start the bot twice and run commands beside it.
  describe(name, { timeout: 90_000 }, () => {
    it("are there in both languages", () => {
      expect(new Set(files.map((file) => file.slice(-6)))).toEqual(new Set(["en.txt", "nl.txt"]));
    });

    it.each(files)("go as written in %s", async (file) => {
      const [title = "", ...rest] = readFileSync(join(path, file), "utf8").split("\n");
      const night = await begin(file.endsWith(".nl.txt") ? "nl-NL" : "en-GB", file);
      const lines = [title];
      try {
        for (const line of rest) {
          const said = readLine(line);
          if (said !== undefined) lines.push("", line, ...(await night.play(said)));
        }
        await night.check?.();
      } finally {
        await night.end?.();
      }
      await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(join(path, file));
    });
  });
}

/** A line of a script; undefined for one that only shows something. */
export function readLine(line: string): Said | undefined {
  const [, time = "", who, face, what] = /^(\d\d:\d\d) (Ans|Piet|Ria|both|clock|host|owner)(?: \(([\w #-]+)\))?: (.*)$/.exec(line) ?? [];
  return who === undefined || what === undefined ? undefined : { who, face, what, at: new Date(`${DAY}T${time}:00+01:00`) };
}
