import { startOurHost } from "../../support/teams/teams-bot.ts";
import { describeHost } from "./host-contract.ts";

describeHost("botbuilder behind the bot's own server", startOurHost);
