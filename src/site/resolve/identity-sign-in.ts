import type { Default } from "../defaults";
import type { SiteSignIn } from "../site";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";

const PATH = "identity";

/** A default with its reason. */
export function because<T>(value: T, reason: string, source?: string): Default<T> {
  return { value, reason, ...(source === undefined ? {} : { source }) };
}

const DEFAULTS = {
  plannedDisconnectionDays: because(30, "a month without a link"),
  passwordSignIn: because(false, "one way in for everybody; mmctl --local still administers"),
} as const;

/** What every way to sign in has. */
export function signIn(identity: Partial<SiteSignIn>, ledger: Ledger): SiteSignIn {
  const { plannedDisconnectionDays, passwordSignIn } = identity;
  return {
    plannedDisconnectionDays: ledger.chosen<number>(
      `${PATH}.plannedDisconnectionDays`,
      plannedDisconnectionDays,
      DEFAULTS.plannedDisconnectionDays,
    ),
    passwordSignIn: ledger.chosen<boolean>(`${PATH}.passwordSignIn`, passwordSignIn, DEFAULTS.passwordSignIn),
  };
}

/** Who may connect to a sign-in page; whom the proxy lets in by default. */
export function resolveAllowFrom(
  allowFrom: readonly string[] | undefined,
  { proxy }: SiteSpec,
  ledger: Ledger,
): readonly string[] {
  return ledger.chosen(
    `${PATH}.allowFrom`,
    allowFrom,
    because(proxy?.allowFrom ?? [], "the networks of proxy.allowFrom"),
  );
}
