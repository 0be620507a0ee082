import { createPublicKey, generateKeyPairSync, sign } from "node:crypto";

/** A certificate that signs itself, and its key, both in PEM. */
export interface SelfSigned {
  readonly certificate: string;
  readonly privateKey: string;
}

/** Object identifiers as DER writes them. */
const OID = { rsaSha256: "2a864886f70d01010b", commonName: "550403", subjectAltName: "551d11", basicConstraints: "551d13" } as const;
const DAY = 86_400_000;

/** Makes one for host names, good from yesterday until tomorrow. Node reads certificates and makes none, so this writes the few bytes of one. */
export function selfSigned(names: readonly string[]): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const algorithm = sequence(oid(OID.rsaSha256), Buffer.from("0500", "hex"));
  const name = sequence(der(0x31, sequence(oid(OID.commonName), der(0x0c, Buffer.from(names[0] ?? "test")))));
  const alternatives = sequence(...names.map((one) => der(0x82, Buffer.from(one))));
  const extensions = [
    sequence(oid(OID.subjectAltName), der(0x04, alternatives)),
    sequence(oid(OID.basicConstraints), der(0x04, sequence(Buffer.from("0101ff", "hex")))),
  ];
  const signed = sequence(
    der(0xa0, Buffer.from("020102", "hex")),
    der(0x02, Buffer.from("01", "hex")),
    algorithm,
    name,
    sequence(time(Date.now() - DAY), time(Date.now() + DAY)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign("RSA-SHA256", signed, privateKey)]);
  const whole = sequence(signed, algorithm, der(0x03, signature));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  };
}

/** The public key of a certificate, to check what its owner signed. */
export function keyOf({ certificate }: SelfSigned): ReturnType<typeof createPublicKey> {
  return createPublicKey(certificate);
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, "hex"));
}

function time(at: number): Buffer {
  return der(0x17, Buffer.from(`${new Date(at).toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));
}
