import { setTimeout as pause } from "node:timers/promises";
import { errorCode } from "../site/load/files";
import type { HttpAnswer, HttpRequest, Send } from "./http";

export interface RetryOptions {
  /** How often a request is sent at most. @default 6 */
  readonly attempts?: number;
  /** Wait before the second attempt, in milliseconds; it doubles each time. @default 500 */
  readonly waitMs?: number;
}

const DEFAULTS = { attempts: 6, waitMs: 500 } as const;
const LONGEST_WAIT_MS = 30_000;
const PASSING = [429, 500, 502, 503, 504];

/** Codes of a certificate that is not trusted: waiting won't change that. */
const UNTRUSTED = /^(CERT_|UNABLE_TO_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_)/;

/**
 * Sends until there is an answer that will not change by waiting. Throws the last failure, in words, when there is
 * none. A request may so arrive more than once.
 */
export async function sendPatiently(
  send: Send,
  request: HttpRequest,
  options: RetryOptions = {},
): Promise<HttpAnswer> {
  const attempts = options.attempts ?? DEFAULTS.attempts;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await once(send, request);
    if ("status" in outcome && !PASSING.includes(outcome.status)) return outcome;
    const lasting = "lasting" in outcome && outcome.lasting;
    if (lasting || attempt >= attempts) {
      throw new Error("status" in outcome ? `it answers ${outcome.status}` : outcome.failure);
    }
    const asked = "status" in outcome ? (outcome.retryAfter ?? 0) * 1000 : 0;
    const own = (options.waitMs ?? DEFAULTS.waitMs) * 2 ** (attempt - 1);
    await pause(Math.min(Math.max(asked, own), LONGEST_WAIT_MS));
  }
}

interface Failure {
  readonly failure: string;
  readonly lasting: boolean;
}

async function once(send: Send, request: HttpRequest): Promise<HttpAnswer | Failure> {
  try {
    return await send(request);
  } catch (error) {
    const code = errorCode(error);
    const { message } = error as { readonly message?: string };
    return {
      failure: message === undefined || message === "" ? code : message,
      lasting: UNTRUSTED.test(code),
    };
  }
}
