import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from "node:crypto";

/** The app id of the bot in the fixtures. */
export const APP_ID = "11111111-2222-4333-8444-555555555555";
/** The tenant in the fixtures. */
export const TENANT = "99999999-8888-4777-8666-555555555555";
/** Who signs for Teams. */
export const ISSUER = "https://api.botframework.com";

const KEY = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const OTHER_KEY = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

/** The keys as a JWKS names them; the second is endorsed for another channel only. */
export const KEYS = [
  { ...createPublicKey(KEY).export({ format: "jwk" }), kid: "good", endorsements: ["msteams"] },
  { ...createPublicKey(KEY).export({ format: "jwk" }), kid: "elsewhere", endorsements: ["webchat"] },
];

/** What a token is to say otherwise than a good one. */
export interface TokenOptions {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly signedBy?: "teams" | "stranger" | "nobody" | "publicKey";
}

/** The header of a request from Teams, for events of that service address. */
export function bearer(serviceUrl: string, { header, claims, signedBy = "teams" }: TokenOptions = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const parts = [
    { alg: "RS256", typ: "JWT", kid: "good", ...header },
    { iss: ISSUER, aud: APP_ID, serviceurl: serviceUrl, nbf: now - 60, exp: now + 3600, ...claims },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
  return `Bearer ${parts.join(".")}.${signature(parts.join("."), signedBy)}`;
}

function signature(text: string, signedBy: TokenOptions["signedBy"]): string {
  switch (signedBy) {
    case "nobody":
      return "";
    case "publicKey":
      // The old trick: the public key as the secret of another algorithm.
      return createHmac(
        "sha256",
        createPublicKey(createPrivateKey(KEY.export({ type: "pkcs8", format: "pem" }))).export({ type: "spki", format: "pem" }),
      )
        .update(text)
        .digest("base64url");
    default:
      return sign("RSA-SHA256", Buffer.from(text), signedBy === "stranger" ? OTHER_KEY : KEY).toString("base64url");
  }
}
