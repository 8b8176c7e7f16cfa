import type { AzureCloud } from "./azure-clouds";

/** An image of Azure's marketplace, pinned. */
export interface AzureMachineImage {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  /** Never `latest`: a plan would make the machine anew on the day of a release. */
  readonly version: string;
}

/**
 * Ubuntu 24.04 of the second generation, which trusted launch needs, with updates by Azure. Source: image lists of two
 * public repositories, seen in Sweden Central in September 2026; a region that lacks the version takes `imageVersion`.
 */
export const MACHINE_IMAGE: AzureMachineImage = {
  publisher: "Canonical",
  offer: "ubuntu-24_04-lts",
  sku: "server",
  version: "24.04.202609040",
};

/** Machine of one operator: two CPUs, 8 GiB, encryption at the host. Generations as in `azure-sizes.ts`. */
export const MACHINE_SIZES: Readonly<Record<AzureCloud, string>> = {
  azure: "Standard_D2ds_v5",
  "azure-government": "Standard_D2ds_v4",
};

/** Hosts that the image gets its updates from. Source: /etc/apt/sources.list.d of Ubuntu's images for Azure. */
export const MACHINE_PACKAGES: readonly string[] = ["azure.archive.ubuntu.com", "security.ubuntu.com"];

/**
 * Hosts that sign-in by Entra ID reaches beside the cloud's own login host.
 * Source: Microsoft Entra documentation, sign in to a Linux virtual machine: network requirements.
 */
export const MACHINE_SIGN_IN: Readonly<Record<AzureCloud, readonly string[]>> = {
  azure: ["packages.microsoft.com", "pas.windows.net"],
  "azure-government": ["packages.microsoft.com", "pasff.usgovcloudapi.net"],
};
