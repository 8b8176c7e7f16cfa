import type { SiteEntra } from "../site-entra";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";

const PATH = "entra";

/** The application by which people sign in at Entra ID; nothing when somebody else made it. */
export function resolveEntra({ entra }: SiteSpec, ledger: Ledger): SiteEntra | undefined {
  if (entra === undefined) {
    ledger.absent(PATH, "no application for sign-in is made in Entra ID");
    return undefined;
  }
  const list = (name: "groups" | "owners" | "notify", reason: string): readonly string[] =>
    ledger.chosen<readonly string[]>(`${PATH}.${name}`, entra[name], { value: [], reason });
  return {
    tenantId: ledger.written(`${PATH}.tenantId`, entra.tenantId),
    cloud: ledger.written(`${PATH}.cloud`, entra.cloud),
    displayName: ledger.optional(`${PATH}.displayName`, entra.displayName, "Mattermost and the host"),
    assignmentRequired: ledger.chosen<boolean>(`${PATH}.assignmentRequired`, entra.assignmentRequired, {
      value: true,
      reason: "who may sign in is named",
    }),
    groups: list("groups", "people and groups are assigned in the portal"),
    owners: list("owners", "the directory's administrators own it"),
    grantConsent: ledger.chosen<boolean>(`${PATH}.grantConsent`, entra.grantConsent, {
      value: false,
      reason: "an administrator consents in the portal",
    }),
    notify: list("notify", "nobody is told by Entra ID; the site file knows the last day"),
  };
}
