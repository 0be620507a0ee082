import type { Prompt, Reply } from "./reply.ts";

/** Every button of a reply, in the order in which a reader meets them. */
export function promptsOf(reply: Reply): readonly Prompt[] {
  return [...inlinePrompts(reply), ...reply.prompts, ...reply.furtherPrompts];
}

function inlinePrompts(reply: Reply): readonly Prompt[] {
  switch (reply.kind) {
    case "choices":
      return reply.choices.map(({ prompt }) => prompt);
    case "notFound":
      return reply.nearest.map(({ prompt }) => prompt);
    case "list":
      return reply.items.map(({ prompt }) => prompt);
    case "help":
      return reply.examples.prompts;
    case "step":
      return reply.options;
    case "answer":
    case "steps":
    case "handOver":
    case "notice":
      return [];
  }
}
