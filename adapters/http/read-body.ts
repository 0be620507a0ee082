import type { IncomingMessage } from "node:http";

/** The whole body; "too-large" as soon as it is known to be, the rest is then left unread; "broken-off" where the sender went away. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | "too-large" | "broken-off"> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return "too-large";
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    const read = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.off("data", read);
        request.pause();
        resolve("too-large");
        return;
      }
      chunks.push(chunk);
    };
    request.on("data", read);
    request.once("end", () => resolve(Buffer.concat(chunks)));
    request.once("error", () => resolve("broken-off"));
    request.once("close", () => resolve("broken-off"));
  });
}
