import type { IncomingMessage } from "node:http";

/** The whole body, or "too-large" as soon as it is known to be; the rest is then left unread. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | "too-large"> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return "too-large";
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
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
    request.once("error", reject);
    request.once("close", () => reject(new Error("the request was broken off")));
  });
}
