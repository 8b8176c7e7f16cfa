/** The web firewall before the proxy. */
export interface SiteAzureGateway {
  readonly certificateId: string;
  readonly exposure: "internal" | "internet";
  /** Why it has an address on the internet. */
  readonly reason?: string;
  /** Absent means everybody whom the exposure lets come. */
  readonly allowFrom?: readonly string[];
  readonly capacity: { readonly minimum: number; readonly maximum: number };
  /** Absolute path of the authority behind the proxy's certificate; absent means a public authority. */
  readonly authority?: string;
}

/** Private zones in which machines of the network look up the site's own hosts. */
export interface SiteAzureNames {
  /** Absent means that each host is a zone of its own. */
  readonly zone?: string;
  /** Why the zone answers for every name in it. */
  readonly reason?: string;
  readonly to: "gateway" | "load-balancer";
  /** Whether the hub's machines look them up here, too. */
  readonly linkHub: boolean;
  /** Further networks that look them up here, by their ids. */
  readonly networks: readonly string[];
}

/** A machine in the operators' subnet. */
export interface SiteAzureOperators {
  readonly sshKey: string;
  readonly vmSize: string;
  /** Version of the catalogue's image. */
  readonly imageVersion: string;
  /** GiB. */
  readonly diskSize: number;
  /** Object ids of the groups that sign in with their Entra account, as administrators. */
  readonly admins: readonly string[];
  /** Whether Terraform signs in as the machine. */
  readonly applies: boolean;
  /** Absolute path of what the machine does when it is first started. */
  readonly cloudInit?: string;
  /** Hosts that packages and updates come from. */
  readonly packages: readonly string[];
}

/** How people, voice and operators get into a network of Azure. */
export interface SiteAzureAccess {
  readonly gateway?: SiteAzureGateway;
  readonly media?: {
    readonly addresses: readonly { readonly id: string; readonly address: string }[];
    readonly reason: string;
    readonly allowFrom?: readonly string[];
  };
  readonly bastion?: {
    readonly sku: "Basic" | "Standard" | "Premium";
    readonly reason: string;
    readonly allowFrom?: readonly string[];
  };
  /** Absent means that whoever runs the name servers makes the records. */
  readonly names?: SiteAzureNames;
  readonly operators?: SiteAzureOperators;
  /** Without an id, a plan of the site's own. */
  readonly ddosProtection?: { readonly planId?: string };
}

/** What may be reached outside, beside what the site's own parts need. */
export interface SiteAzureEgress {
  readonly tier: "Standard" | "Premium";
  readonly rows: readonly {
    readonly hosts: readonly string[];
    readonly port: number;
    readonly protocol: "TCP" | "UDP";
    readonly from: "nodes" | "operators";
    readonly reason: string;
  }[];
}
