import type { AzureCloud } from "./azure-clouds";

/** How a deployment is paid for, and where its answers may be computed: in the region, its data zone or anywhere. */
export const OPEN_AI_SKUS = [
  "Standard",
  "ProvisionedManaged",
  "DataZoneStandard",
  "DataZoneProvisionedManaged",
  "GlobalStandard",
  "GlobalProvisionedManaged",
] as const;

export type OpenAiSku = (typeof OPEN_AI_SKUS)[number];

/** Where a model is offered. */
interface Offer {
  /** Regions that compute its answers themselves. */
  readonly regions: readonly string[];
  /** Whether every region of the table can ask its data zone. */
  readonly dataZone: boolean;
}

/** Regions with Azure OpenAI, and models that are known to be offered there. */
export interface OpenAiOffers {
  readonly regions: readonly string[];
  readonly models: Readonly<Record<string, Offer>>;
}

/**
 * What each cloud offers, as far as a source says. Azure's public regions are many and change every month: nothing is
 * known of them here, and nothing is refused. Source: Azure OpenAI in Azure Government, 2025-08.
 */
export const OPEN_AI_OFFERS: Readonly<Partial<Record<AzureCloud, OpenAiOffers>>> = {
  "azure-government": {
    regions: ["usgovvirginia", "usgovarizona"],
    models: {
      "gpt-4o": { regions: ["usgovvirginia", "usgovarizona"], dataZone: false },
      "gpt-4o-mini": { regions: ["usgovarizona"], dataZone: true },
      "o3-mini": { regions: [], dataZone: true },
      "text-embedding-3-large": { regions: ["usgovarizona"], dataZone: false },
      "text-embedding-3-small": { regions: ["usgovarizona"], dataZone: false },
      "text-embedding-ada-002": { regions: ["usgovvirginia", "usgovarizona"], dataZone: false },
    },
  },
};

/** Whether a model is offered in a region; undefined when no source says. */
export function isOffered(
  cloud: AzureCloud,
  region: string,
  model: string,
  sku: OpenAiSku,
): boolean | undefined {
  const offers = OPEN_AI_OFFERS[cloud];
  if (offers === undefined) return undefined;
  if (!offers.regions.includes(region)) return false;
  const offer = offers.models[model];
  if (offer === undefined) return undefined;
  if (sku.startsWith("DataZone")) return offer.dataZone;
  return sku.startsWith("Global") ? false : offer.regions.includes(region);
}
