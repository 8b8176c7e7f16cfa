import { DEFAULT_SERVER_VERSION } from "../catalog/mattermost-releases";

/** A fixed default and why it is what it is. */
export interface Default<T> {
  readonly value: T;
  readonly reason: string;
  readonly source?: string;
}

function because<T>(value: T, reason: string, source?: string): Default<T> {
  return { value, reason, ...(source === undefined ? {} : { source }) };
}

/** Every default of the site file that doesn't depend on anything else. */
export const DEFAULTS = {
  substrate: because<"on-prem">("on-prem", "nothing of a cloud is assumed"),
  disposable: because(false, "what holds data is not lost by one command"),
  azure: {
    podRange: because("10.244.0.0/16", "AKS' own default; outside the site's network"),
    serviceRange: because("10.245.0.0/16", "beside the pods; outside the site's network"),
    useGateway: because(false, "the hub's gateway is not assumed"),
    tier: because<"Standard">("Standard", "an agreed availability of the API server"),
    egress: because<"firewall">("firewall", "what leaves is named, and the rest is refused"),
    gatewayExposure: because<"internal">("internal", "nothing is on the internet unless the site says so"),
    bastion: because<"Standard">("Standard", "native clients and tunnels"),
    operatorsDisk: because(64, "the system, Terraform's providers and a few states"),
    operatorsApply: because(false, "people sign in as themselves, and their own rights decide"),
    zoneNetworks: because<readonly never[]>([], "the site's own network and its hub"),
    firewallTier: because<"Standard">("Standard", "hosts by name, and known attackers refused"),
    egressRows: because<readonly never[]>([], "what the site's parts need, and no more"),
    egressPort: 443,
    egressProtocol: "TCP",
    egressFrom: "nodes",
    openAiSku: because<"Standard">("Standard", "answers are computed in the region"),
    grafanaViewers: because<readonly never[]>([], "nobody but the administrators"),
    registryCache: because(true, "what was not asked for before comes from its publisher once"),
    diskKeys: because<"microsoft">("microsoft", "a key of the site's own is one more that can be lost"),
    maintenance: because(
      { dayOfWeek: "Saturday", startTime: "22:00", hours: 4 },
      "a night at the weekend in Europe; a site elsewhere sets its own",
    ),
    logRetentionDays: because(90, "three months to find out what happened"),
  },
  azureLocal: {
    cloud: because<"azure">("azure", "the cloud that most instances report to"),
    controlPlaneCount: because<1 | 3 | 5>(3, "one may be away"),
    controlPlaneSize: because("Standard_A4_v2", "Azure Local's own default"),
    hybridBenefit: because(false, "licences are not assumed"),
  },
  cluster: {
    kubeconfig: because("~/.kube/config", "where Kubernetes tools look"),
    domain: because("cluster.local", "Kubernetes' own default"),
    architecture: because<"amd64">(
      "amd64",
      "Mattermost is published for amd64 only",
      "Mattermost docs, install",
    ),
    dataCenters: because<readonly string[]>(
      ["one"],
      "one data centre: a Mattermost cluster must not span two",
      "Mattermost docs, high availability cluster-based deployment",
    ),
    httpsNodePort: because(30443, "recognisable, inside Kubernetes' node-port range"),
    httpNodePort: because(30080, "recognisable, inside Kubernetes' node-port range"),
    pullSecret: because("registry-pull", "says what it is for"),
    credentialsRevision: because(1, "the first content of the file"),
    caBundleKey: because("ca.crt", "the key that Kubernetes and cert-manager use"),
  },
  people: {
    concurrentShare: because(0.5, "half of the accounts online at the busiest time, a cautious guess"),
    postsPerUserPerDay: because(20, "an ordinary day of an active user"),
    existingPosts: because(0, "a new site brings none"),
    fileMegabytesPerUserPerMonth: because(
      25,
      "upper end of medium use",
      "Mattermost docs, scale: estimated storage per user per month",
    ),
    growthPerYear: because(0.1, "a tenth a year, a cautious guess"),
    planningYears: because(2, "disks should last two years"),
  },
  mattermost: {
    version: because(
      DEFAULT_SERVER_VERSION,
      "newest extended support release of the catalogue",
      "Mattermost docs, server releases",
    ),
    edition: because<"enterprise">(
      "enterprise",
      "the image that has everything; unlicensed it is Mattermost Entry",
    ),
    licenceKey: because("license", "the name the server uses"),
    maxFileSize: because(100, "the server's own default", "Mattermost docs, file storage settings"),
    playbooks: because(true, "part of the server image"),
    boards: because(true, "part of the server image"),
  },
  database: {
    version: because(18, "newest PostgreSQL of the catalogue; the server needs 14 or later"),
    poolerEnabled: because(true, "PgBouncer keeps the writer's connections few and constant"),
    azureVersion: because(17, "the version before the newest: in use on Azure for longer"),
    backupDays: because(35, "the longest that Azure keeps"),
    geoBackup: because(false, "copies leave the region only when the site says so"),
    azureNetwork: because<{ readonly kind: "delegated-subnet" }>(
      { kind: "delegated-subnet" },
      "the servers stand in the site's network themselves",
    ),
    dataKeys: because<"microsoft">("microsoft", "a key of the site's own is one more that can be lost"),
    maintenance: because<{ readonly day: "saturday"; readonly hour: 22 }>(
      { day: "saturday", hour: 22 },
      "few people are there",
    ),
    writerName: because<"server">(
      "server",
      "the name that the server's certificate is known to have; it stays through every failover to the standby",
    ),
    port: because(5432, "PostgreSQL's port"),
    name: because("mattermost", "the vendor's name"),
    pooling: because<"none">("none", "nothing is assumed before a foreign server"),
    tlsMode: because<"verify-full">("verify-full", "the only mode that proves which server answers"),
  },
  objectStore: {
    tls: because(true, "files never travel in the clear"),
    azureBlob: { container: because("mattermost", "the vendor's name") },
    azureFiles: { share: because("mattermost", "the vendor's name") },
    softDeleteDays: because(30, "a month to notice that something is gone"),
  },
  proxy: {
    bodyReserve: 10,
    hsts: because(true, "browsers must not fall back to HTTP"),
    allowFrom: because<readonly string[]>([], "everyone may connect"),
    trustedProxies: because<readonly string[]>([], "no X-Forwarded-For is believed"),
  },
  vaultRefreshMinutes: because(60, "an hour from the vault into the cluster"),
  revision: because(1, "the first revision"),
  backend: {
    directory: because("state", "beside the site file"),
    prefix: because("holdfast", "keeps the states of sites together"),
    region: because("us-east-1", "what S3-compatible stores expect when they have no regions"),
    environment: because<"public">("public", "the public Azure cloud"),
    namespace: because("terraform-state", "a namespace of its own, away from the site's"),
  },
} as const;
