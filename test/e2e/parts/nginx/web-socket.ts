import { createHash, randomBytes } from "node:crypto";
import type { Duplex } from "node:stream";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const TEXT = 0x81;
const MASKED = 0x80;

/** What a server answers to `Sec-WebSocket-Key` (RFC 6455). */
export function acceptKey(key: string): string {
  return createHash("sha1")
    .update(key + GUID)
    .digest("base64");
}

/** A short text (under 126 bytes) as a frame; clients mask, servers don't. */
export function frame(text: string, masked: boolean): Buffer {
  const body = Buffer.from(text);
  if (!masked) return Buffer.concat([Buffer.from([TEXT, body.length]), body]);
  const mask = randomBytes(4);
  return Buffer.concat([Buffer.from([TEXT, MASKED | body.length]), mask, unmask(body, mask)]);
}

/** Calls back with each text frame that arrives on a stream. */
export function onText(stream: Duplex, receive: (text: string) => void): void {
  let pending = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (let size = frameSize(pending); size !== undefined; size = frameSize(pending)) {
      receive(textOf(pending.subarray(0, size)));
      pending = pending.subarray(size);
    }
  });
}

function frameSize(bytes: Buffer): number | undefined {
  const second = bytes[1];
  if (second === undefined) return undefined;
  const size = 2 + (second & MASKED ? 4 : 0) + (second & ~MASKED);
  return bytes.length >= size ? size : undefined;
}

function textOf(bytes: Buffer): string {
  const isMasked = ((bytes[1] ?? 0) & MASKED) !== 0;
  return (isMasked ? unmask(bytes.subarray(6), bytes.subarray(2, 6)) : bytes.subarray(2)).toString();
}

function unmask(body: Buffer, mask: Buffer): Buffer {
  return Buffer.from(body.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
}
