import * as z from "zod";

/** What is not as Teams writes it counts as not there; one odd field never hides a question. */
const text = z.string().optional().catch(undefined);

const named = z.object({ id: z.string() }).optional().catch(undefined);
const members = z
  .array(z.object({ id: z.string() }))
  .optional()
  .catch(undefined);

const entitySchema = z.object({
  type: z.string(),
  text,
  locale: text,
  mentioned: z.object({ id: z.string(), name: text }).optional().catch(undefined),
});

const activitySchema = z.object({
  type: z.string(),
  id: z.string().min(1),
  channelId: z.string(),
  name: text,
  text,
  action: text,
  value: z.unknown().optional(),
  serviceUrl: text,
  locale: text,
  replyToId: text,
  timestamp: z.union([z.string(), z.date()]).optional().catch(undefined),
  from: z.object({ id: z.string().min(1), name: text, aadObjectId: text, role: text }),
  recipient: z
    .object({ id: text, name: text, isTargeted: z.boolean().optional().catch(undefined) })
    .optional()
    .catch(undefined),
  conversation: z.object({ id: z.string().min(1), conversationType: text, tenantId: text }),
  channelData: z.object({ tenant: named, channel: named, team: named }).optional().catch(undefined),
  membersAdded: members,
  membersRemoved: members,
  entities: z
    .array(z.unknown())
    .catch([])
    .default([])
    .transform((entities) => entities.flatMap((entity) => entitySchema.safeParse(entity).data ?? [])),
});

/** What Vangnet reads of an event from Teams, and nothing more. */
export type Activity = z.infer<typeof activitySchema>;

/** An event as Teams posts it; undefined for anything that is none. */
export function readActivity(event: unknown): Activity | undefined {
  return activitySchema.safeParse(event).data;
}
