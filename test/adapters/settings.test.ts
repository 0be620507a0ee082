import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readBotSettings } from "../../adapters/bot-settings.ts";
import { readEnvironment } from "../../adapters/environment.ts";

describe("the settings of runs", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "vangnet-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const withRota = async (yaml: string) => {
    const file = join(folder, "rota.yaml");
    await writeFile(file, yaml);
    return readBotSettings(readEnvironment({ ROTA_FILE: file, SLACK_ESCALATE_TO: "C0ONCALL" }));
  };

  it("name who is called on which platform, and who is on duty at that moment in that zone", async () => {
    const { onCall, zone } = await withRota(
      'weeks:\n  - {from: "2026-11-23", name: Ans, reach: "06 12345678"}\n  - {from: "2026-11-16", name: Piet}\n',
    );
    expect(zone).toBe("Europe/Amsterdam");
    expect([onCall?.addressOn?.("slack"), onCall?.addressOn?.("teams")]).toEqual(["C0ONCALL", undefined]);
    const onDuty = (at: string) => onCall?.onDuty?.(new Date(at));
    expect(onDuty("2026-11-15T12:00:00Z")).toBeUndefined();
    expect(onDuty("2026-11-22T22:59:00Z")).toBe("Piet");
    expect(onDuty("2026-11-22T23:00:00Z")).toBe("Ans (06 12345678)");
  });

  it("name a place on the other platform only where that is set up", async () => {
    const slack = { SLACK_BOT_TOKEN: "xoxb-0001", SLACK_SIGNING_SECRET: "0123456789abcdef0123456789abcdef" };
    const across = { ...slack, SLACK_ESCALATE_TO: "slack:C0ONCALL", TEAMS_ESCALATE_TO: "slack:C0HELP" };
    const { onCall } = await readBotSettings(readEnvironment(across));
    expect([onCall?.addressOn?.("slack"), onCall?.addressOn?.("teams")]).toEqual(["C0ONCALL", "slack:C0HELP"]);
    expect(() => readEnvironment({ ...slack, SLACK_ESCALATE_TO: "teams:19:x@thread.tacv2" })).toThrow(
      "SLACK_ESCALATE_TO: names a place on a platform that is not set up",
    );
  });

  it.each([
    ["weeks: []", "write at least one week"],
    ["weeks:\n  - {from: tomorrow, name: Ans}", "weeks.0.from"],
    ["weeks: [", "is no YAML"],
  ])("refuse a rota that is wrong, and say what and where: %s", async (yaml, complaint) => {
    await expect(withRota(yaml)).rejects.toThrow(complaint);
  });

  it("refuse a rota that is not there and a zone that is none", async () => {
    await expect(readBotSettings(readEnvironment({ ROTA_FILE: join(folder, "none.yaml") }))).rejects.toThrow("ROTA_FILE");
    expect(() => readEnvironment({ TIME_ZONE: "Amsterdam" })).toThrow("TIME_ZONE: give a time zone");
  });
});
