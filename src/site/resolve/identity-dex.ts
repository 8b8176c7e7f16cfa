import type { SiteCluster } from "../site";
import type { SiteDex } from "../site-ldap";
import type { SiteSpec } from "../spec";
import { resolveDirectory, resolveOpenLdap } from "./identity-directory";
import { resolveAllowFrom, signIn } from "./identity-sign-in";
import type { Ledger } from "./ledger";
import { resolveTls } from "./proxy";
import { resolveResources } from "./resources";

type DexSpec = Extract<NonNullable<SiteSpec["identity"]>, { kind: "dex" }>;

const PATH = "identity";

/** dex in front of a directory. */
export function resolveDex(identity: DexSpec, spec: SiteSpec, cluster: SiteCluster, ledger: Ledger): SiteDex {
  return {
    kind: "dex",
    ...signIn(identity, ledger),
    url: ledger.written(`${PATH}.url`, identity.url),
    tls: resolveTls(`${PATH}.tls`, identity.tls ?? spec.proxy?.tls, ledger),
    allowFrom: resolveAllowFrom(identity.allowFrom, spec, ledger),
    resources: resolveResources(
      `${PATH}.resources`,
      identity.resources,
      {
        value: { cpu: "50m", memory: "128Mi" },
        reason: "one small program that keeps sign-ins of minutes in memory; the directory hashes passwords",
      },
      ledger,
    ),
    directory: identity.directory && resolveDirectory(identity.directory, ledger),
    openLdap: identity.openLdap && resolveOpenLdap(identity.openLdap, spec, cluster, ledger),
  };
}
