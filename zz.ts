import { renderText } from "./adapters/terminal/render.ts";
import { sampleReplies } from "./test/support/every-reply.ts";
import { testBot } from "./test/support/test-bot.ts";

for (const { name, locale, reply } of await sampleReplies(await testBot()))
  if ((name.startsWith("run") || name.startsWith("hand") || /noted|no-run|seen/.test(name)) && locale === "nl")
    console.log("=====", name, "\n" + renderText(reply));
