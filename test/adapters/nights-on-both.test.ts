import { beginNightOnBoth } from "../support/nights/night-on-both.ts";
import { describeNights } from "../support/nights/script.ts";

describeNights("whole nights of one bot in Slack and Teams", "platforms", beginNightOnBoth);
