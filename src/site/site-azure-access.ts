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
