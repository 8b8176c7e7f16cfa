import { createHmac } from "node:crypto";

const PERIOD_SECONDS = 30;
const DIGITS = 6;

/** The code of an authenticator app (RFC 6238, SHA-1) at a time in seconds. */
export function oneTimeCode(secret: string, atSeconds: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atSeconds / PERIOD_SECONDS)));
  const hash = createHmac("sha1", secret).update(counter).digest();
  const offset = hash.readUInt8(hash.length - 1) & 0x0f;
  const number = (hash.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS;
  return String(number).padStart(DIGITS, "0");
}
