import { createHash } from "node:crypto";

/** Kinds of resources that Holdfast names, with the abbreviation and the limits of each. Source: Azure naming rules. */
const KINDS = {
  resourceGroup: { prefix: "rg", longest: 63 },
  virtualNetwork: { prefix: "vnet", longest: 63 },
  logicalNetwork: { prefix: "lnet", longest: 64 },
  subnet: { prefix: "snet", longest: 63 },
  networkSecurityGroup: { prefix: "nsg", longest: 80 },
  routeTable: { prefix: "rt", longest: 80 },
  publicIp: { prefix: "pip", longest: 80 },
  natGateway: { prefix: "ng", longest: 80 },
  privateEndpoint: { prefix: "pep", longest: 64 },
  identity: { prefix: "id", longest: 128 },
  cluster: { prefix: "aks", longest: 54 },
  firewall: { prefix: "afw", longest: 56 },
  firewallPolicy: { prefix: "afwp", longest: 80 },
  applicationGateway: { prefix: "agw", longest: 80 },
  webApplicationFirewall: { prefix: "waf", longest: 80 },
  bastion: { prefix: "bas", longest: 80 },
  virtualMachine: { prefix: "vm", longest: 64 },
  networkInterface: { prefix: "nic", longest: 80 },
  ddosProtectionPlan: { prefix: "ddos", longest: 80 },
  logAnalytics: { prefix: "log", longest: 63 },
  monitorPrivateLink: { prefix: "ampls", longest: 64 },
  dataCollectionEndpoint: { prefix: "dce", longest: 44 },
  dataCollectionRule: { prefix: "dcr", longest: 64 },
  monitorWorkspace: { prefix: "amw", longest: 44 },
  grafana: { prefix: "graf", longest: 23 },
  diskEncryptionSet: { prefix: "des", longest: 80 },
  postgres: { prefix: "psql", longest: 63, unique: true },
  openAi: { prefix: "oai", longest: 64, unique: true },
  keyVault: { prefix: "kv", longest: 24, unique: true },
  // A word at the end would be cut away, and the name be the other vault's.
  geoKeyVault: { prefix: "kvg", longest: 24, unique: true },
  storageAccount: { prefix: "st", longest: 24, unique: true, plain: true },
  registry: { prefix: "cr", longest: 50, unique: true, plain: true },
  managedRedis: { prefix: "amr", longest: 60, unique: true },
} as const satisfies Readonly<Record<string, NameKind>>;

interface NameKind {
  readonly prefix: string;
  /** Most characters that Azure takes. */
  readonly longest: number;
  /** Whether nobody else in the whole cloud may have the name. */
  readonly unique?: boolean;
  /** Whether only lower-case letters and digits are allowed. */
  readonly plain?: boolean;
}

export type AzureNameKind = keyof typeof KINDS;

/** What makes the names of one site its own. */
export interface AzureNamesProps {
  /** Name of the site, a Kubernetes name of at most 30 characters. */
  readonly site: string;
  /** Subscription; with the site's name it makes names that must be unique in the whole cloud. */
  readonly subscriptionId: string;
}

/**
 * Names of a site's Azure resources: `<abbreviation>-<site>[-<part>]`, the same for the same site always, because other
 * stacks reach a resource by its name. Names that must be unique in the cloud end in five characters made from the
 * subscription and the site. A name longer than its kind allows is cut before that ending, and the ending is added.
 */
export class AzureNames {
  private readonly ending: string;

  public constructor(private readonly props: AzureNamesProps) {
    this.ending = createHash("sha256")
      .update(`${props.subscriptionId.toLowerCase()}/${props.site}`)
      .digest("hex")
      .slice(0, 5);
  }

  /** @param part tells several of one kind apart, e.g. `nodes` */
  public of(kind: AzureNameKind, part?: string): string {
    const { prefix, longest, unique, plain }: NameKind = KINDS[kind];
    const separator = plain ? "" : "-";
    const words = [prefix, this.props.site, ...(part ? [part] : [])];
    const name = plain ? words.join("").replaceAll(/[^a-z0-9]/g, "") : words.join("-").replaceAll(/-+/g, "-");
    const ending = `${separator}${this.ending}`;
    if (!unique && name.length <= longest) return name;
    return `${name.slice(0, longest - ending.length).replace(/-+$/, "")}${ending}`;
  }
}
