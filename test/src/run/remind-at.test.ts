import { describe, expect, it } from "vitest";
import { remindAt } from "../../../src/run/remind-at.ts";

const ZONE = "Europe/Amsterdam";
const at = (after: Parameters<typeof remindAt>[0], now: string, zone = ZONE) => remindAt(after, new Date(now), zone).toISOString();

describe("the moment of a reminder", () => {
  it("is so many minutes on", () => {
    expect(at("30", "2026-11-22T03:12:00Z")).toBe("2026-11-22T03:42:00.000Z");
    expect(at("120", "2026-11-22T03:12:00Z")).toBe("2026-11-22T05:12:00.000Z");
  });

  it("is the next seven o'clock where the reader is", () => {
    expect(at("morning", "2026-11-22T03:12:40Z")).toBe("2026-11-22T06:00:00.000Z");
    expect(at("morning", "2026-11-22T06:30:00Z")).toBe("2026-11-23T06:00:00.000Z");
    expect(at("morning", "2026-07-01T03:12:00Z")).toBe("2026-07-01T05:00:00.000Z");
    expect(at("morning", "2026-11-22T03:12:00Z", "America/New_York")).toBe("2026-11-22T12:00:00.000Z");
  });

  it("is right in the nights that a clock is put forward or back", () => {
    expect(at("morning", "2026-03-28T23:30:00Z")).toBe("2026-03-29T05:00:00.000Z");
    expect(at("morning", "2026-10-24T22:30:00Z")).toBe("2026-10-25T06:00:00.000Z");
  });
});
