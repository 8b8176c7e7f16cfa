import { planSubnets, type AzureSubnet } from "../../catalog/azure-address-plan";
import { AZURE_CLOUDS } from "../../catalog/azure-clouds";
import { AzureNames } from "../../catalog/azure-names";
import type { OpenAiSku } from "../../catalog/azure-open-ai";
import { DEFAULTS } from "../defaults";
import type { SiteAzureOpenAiAccount } from "../site-azure-open-ai";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";

const PATH = "azure.openAi";

/** What an endpoint of agents takes from the account that the foundation makes. */
export interface OwnOpenAi {
  readonly url: string;
  readonly addresses: readonly string[];
  readonly keyRevision: number;
}

/** The account that the foundation makes; absent when nobody asks for one. */
export function resolveAzureOpenAi(spec: SiteSpec, ledger: Ledger): SiteAzureOpenAiAccount | undefined {
  const openAi = spec.azure?.openAi;
  if (openAi === undefined) {
    ledger.absent(PATH, "no models of Azure");
    return undefined;
  }
  return {
    region: ledger.chosen(`${PATH}.region`, openAi.region, {
      value: spec.azure?.region ?? "",
      reason: "the site's own region",
    }),
    keyRevision: ledger.chosen<number>(`${PATH}.keyRevision`, openAi.keyRevision, DEFAULTS.revision),
    deployments: openAi.deployments.map((each, index) => ({
      ...each,
      sku: ledger.chosen<OpenAiSku>(
        `${PATH}.deployments.${String(index)}.sku`,
        each.sku,
        DEFAULTS.azure.openAiSku,
      ),
    })),
  };
}

/** Address of the account: its name follows from the site's. */
export function ownOpenAi({ azure, name, substrate }: SiteSpec): OwnOpenAi | undefined {
  if (azure?.openAi === undefined) return undefined;
  const { network, openAi, subscriptionId } = azure;
  const byHand = (network.subnets ?? {}) as Partial<Record<AzureSubnet, string>>;
  const { suffixes } = AZURE_CLOUDS[substrate === "azure-government" ? "azure-government" : "azure"];
  return {
    url: `https://${new AzureNames({ site: name, subscriptionId }).of("openAi")}.${suffixes.openAi}`,
    addresses: [planSubnets(network.addressSpace, byHand).privateEndpoints],
    keyRevision: openAi.keyRevision ?? 1,
  };
}
