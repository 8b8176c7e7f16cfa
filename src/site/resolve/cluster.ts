import { DEFAULTS } from "../defaults";
import type { ChartSource, Exposure, SiteCluster } from "../site";
import type { SiteSpec } from "../spec";
import { ownRegistryHost } from "./azure-registry";
import type { Ledger } from "./ledger";
import { absolutePath } from "./paths";

type ClusterSpec = SiteSpec["cluster"];

/** The Kubernetes cluster that the site runs on. */
export function resolveCluster(spec: SiteSpec, directory: string, ledger: Ledger): SiteCluster {
  const { cluster } = spec;
  const defaults = DEFAULTS.cluster;
  const classes = cluster.storageClasses ?? {};
  const optional = <T>(name: string, value: T | undefined, absence: string) =>
    ledger.optional(`cluster.${name}`, value, absence);
  const defaultClass = "the cluster's default class";
  const domain = ledger.chosen("cluster.domain", cluster.domain, defaults.domain);
  return {
    kubeconfig: ledger.chosen("cluster.kubeconfig", cluster.kubeconfig, defaults.kubeconfig),
    context: optional("context", cluster.context, "the kubeconfig's current context"),
    domain,
    dnsServers: ledger.chosen("cluster.dnsServers", cluster.dnsServers, {
      value: [`kube-dns.kube-system.svc.${domain}`],
      reason: "name of the DNS Service in most distributions",
    }),
    nodes: {
      count: ledger.written("cluster.nodes.count", cluster.nodes.count),
      architecture: ledger.chosen(
        "cluster.nodes.architecture",
        cluster.nodes.architecture,
        defaults.architecture,
      ),
      dataCenters: ledger.chosen(
        "cluster.nodes.dataCenters",
        cluster.nodes.dataCenters,
        defaults.dataCenters,
      ),
    },
    storageClasses: {
      database: optional("storageClasses.database", classes.database, defaultClass),
      objects: optional("storageClasses.objects", classes.objects, defaultClass),
      shared: optional("storageClasses.shared", classes.shared, defaultClass),
    },
    exposure: resolveExposure(cluster.exposure, ledger),
    apiServerAddresses: optional(
      "apiServerAddresses",
      cluster.apiServerAddresses,
      "any address, on the API ports only",
    ),
    registry: resolveRegistry(spec, directory, ledger),
    charts: resolveCharts(cluster.charts, directory, ledger),
    caBundle: resolveCaBundle(cluster.caBundle, ledger),
    platform: resolvePlatform(spec, ledger),
  };
}

function resolveExposure(exposure: ClusterSpec["exposure"], ledger: Ledger): Exposure {
  const path = "cluster.exposure";
  if (exposure?.kind === "node-port") {
    return {
      kind: ledger.written(`${path}.kind`, "node-port"),
      https: ledger.chosen(`${path}.https`, exposure.https, DEFAULTS.cluster.httpsNodePort),
      http: ledger.chosen(`${path}.http`, exposure.http, DEFAULTS.cluster.httpNodePort),
    };
  }
  return {
    kind: ledger.chosen(`${path}.kind`, exposure?.kind, {
      value: "load-balancer",
      reason: "one stable address that outlives a node",
    }),
    address: ledger.optional(`${path}.address`, exposure?.address, "any address of the load balancer"),
    annotations: ledger.chosen(`${path}.annotations`, exposure?.annotations, {
      value: {},
      reason: "none needed",
    }),
  };
}

function resolveRegistry(spec: SiteSpec, directory: string, ledger: Ledger): SiteCluster["registry"] {
  const { registry } = spec.cluster;
  const path = "cluster.registry";
  const own = ownRegistryHost(spec);
  if (registry === undefined && own !== undefined) {
    return {
      host: ledger.chosen(`${path}.host`, undefined, {
        value: own,
        reason: "the site's own: azure.registry",
      }),
    };
  }
  if (registry === undefined) {
    ledger.absent(path, "the public registries");
    return undefined;
  }
  return {
    host: ledger.written(`${path}.host`, registry.host),
    pullSecret:
      registry.credentials === undefined
        ? ledger.optional(`${path}.pullSecret`, registry.pullSecret, "the registry lets anyone pull")
        : ledger.chosen(`${path}.pullSecret`, registry.pullSecret, DEFAULTS.cluster.pullSecret),
    credentials: registry.credentials && {
      file: ledger.written(`${path}.credentials.file`, absolutePath(directory, registry.credentials.file)),
      revision: ledger.chosen(
        `${path}.credentials.revision`,
        registry.credentials.revision,
        DEFAULTS.cluster.credentialsRevision,
      ),
    },
  };
}

function resolveCharts(charts: ClusterSpec["charts"], directory: string, ledger: Ledger): ChartSource {
  const path = "cluster.charts";
  if (charts === undefined) {
    const publicCharts = { value: "public" as const, reason: "the charts' public repositories" };
    return { kind: ledger.chosen(`${path}.kind`, undefined, publicCharts) };
  }
  if ("registry" in charts) {
    return {
      kind: ledger.written(`${path}.kind`, "registry"),
      url: ledger.written(`${path}.url`, charts.registry),
    };
  }
  return {
    kind: ledger.written(`${path}.kind`, "directory"),
    directory: ledger.written(`${path}.directory`, absolutePath(directory, charts.directory)),
  };
}

function resolveCaBundle(bundle: ClusterSpec["caBundle"], ledger: Ledger): SiteCluster["caBundle"] {
  const path = "cluster.caBundle";
  if (bundle === undefined) {
    ledger.absent(path, "public authorities only");
    return undefined;
  }
  return {
    configMap: ledger.written(`${path}.configMap`, bundle.configMap),
    key: ledger.chosen(`${path}.key`, bundle.key, DEFAULTS.cluster.caBundleKey),
  };
}

function resolvePlatform(
  { cluster, database, identity, proxy, objectStore, secrets }: SiteSpec,
  ledger: Ledger,
) {
  const keycloak = identity?.kind === "keycloak";
  const dex = identity?.kind === "dex";
  const ownDirectory = identity?.kind === "ldap" && identity.openLdap !== undefined;
  const issues = keycloak || dex || ownDirectory;
  const databaseInCluster = (database?.kind ?? "cluster") === "cluster";
  const storeInCluster = (objectStore?.kind ?? "cluster") === "cluster";
  const issuerExists = proxy?.tls !== undefined && "issuer" in proxy.tls;
  const ownAuthority = proxy?.tls === undefined || "siteAuthority" in proxy.tls;
  return {
    cloudNativePg: ledger.chosen("cluster.platform.cloudNativePg", cluster.platform?.cloudNativePg, {
      value: databaseInCluster || keycloak,
      reason: databaseInCluster
        ? "the database runs in the cluster"
        : keycloak
          ? "Keycloak's database runs in the cluster"
          : "the database is elsewhere",
    }),
    certManager: ledger.chosen("cluster.platform.certManager", cluster.platform?.certManager, {
      value: !issuerExists && (ownAuthority || storeInCluster || issues),
      reason: issuerExists
        ? "the named issuer says that the cluster has it already"
        : ownAuthority || storeInCluster || issues
          ? "certificates have to be issued"
          : "no certificate has to be issued",
    }),
    externalSecrets: ledger.chosen("cluster.platform.externalSecrets", cluster.platform?.externalSecrets, {
      value: secrets?.keyVault !== undefined,
      reason: secrets?.keyVault ? "Secrets come from a vault" : "no Secret comes from a vault",
    }),
  };
}
