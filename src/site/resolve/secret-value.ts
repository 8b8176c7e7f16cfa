import type { SecretValue } from "../site";
import type { Ledger } from "./ledger";

const DEFAULTS = {
  key: { value: "secret", reason: "the key that this toolkit expects" },
  revision: { value: 1, reason: "the first revision" },
} as const;

/** A value of an existing Secret. */
export function resolveValue(
  path: string,
  value: {
    readonly secret: string;
    readonly key?: string;
    readonly revision?: number;
    readonly expires?: string;
  },
  ledger: Ledger,
): SecretValue {
  return {
    name: ledger.written(`${path}.name`, value.secret),
    key: ledger.chosen(`${path}.key`, value.key, DEFAULTS.key),
    revision: ledger.chosen<number>(`${path}.revision`, value.revision, DEFAULTS.revision),
    expires: value.expires,
  };
}
