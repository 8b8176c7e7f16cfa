import type { AzureCloud } from "../../catalog/azure-clouds";
import { AZURE_REGIONS } from "../../catalog/azure-regions";
import { isOffered, OPEN_AI_OFFERS, type OpenAiSku } from "../../catalog/azure-open-ai";
import { OPEN_AI_KEY, type SiteAzureOpenAiAccount } from "../site-azure-open-ai";
import { inAzure } from "./azure-read";
import { rules, type Finding } from "./rule";

const MODELS = "Azure OpenAI documentation, models by cloud and region";
const PATH = "azure.openAi";

/** Rules on the language models of Azure. */
export const AZURE_OPEN_AI_RULES = rules(
  {
    code: "HF2444",
    severity: "error",
    title: "The region doesn't offer the model that way.",
    fix: "choose another region in azure.openAi.region, another model or another sku",
    reference: MODELS,
    find: inAzure(({ cloud, openAi }) => (openAi ? refused(cloud, openAi) : [])),
  },
  {
    code: "HF2445",
    severity: "error",
    title: "An endpoint asks for a deployment that the site's account doesn't have.",
    fix: "add it to azure.openAi.deployments, or write the endpoint's url",
    reference: "Holdfast: an azure-openai endpoint without url asks the site's own account",
    find: ({ agents, azure }) => {
      const names = azure?.openAi?.deployments.map(({ name }) => name) ?? [];
      const own = "the site's own account";
      return (agents?.endpoints ?? []).flatMap((endpoint, index) =>
        endpoint.kind !== "azure-openai" || !isOwn(endpoint.apiKey.name, endpoint.url, azure?.openAi)
          ? []
          : names.includes(endpoint.model)
            ? []
            : [
                {
                  path: `agents.endpoints[${index}].deployment`,
                  message: `agents.endpoints[${index}].deployment is ${endpoint.model}, ${own} has ${names.join(", ") || "none"}`,
                  expected: names.length > 0 ? `one of ${names.join(", ")}` : "azure.openAi, or a url",
                },
              ],
      );
    },
  },
  {
    code: "HF2446",
    severity: "warning",
    title: "Answers may be computed anywhere in the world.",
    fix: "choose the sku Standard or DataZoneStandard",
    reference: "Azure OpenAI documentation, deployment types: Global leaves the geography",
    find: inAzure(({ openAi }) =>
      (openAi?.deployments ?? []).flatMap(({ name, sku }, index) =>
        sku.startsWith("Global")
          ? [
              {
                path: `${PATH}.deployments[${index}].sku`,
                message: `${PATH}.deployments[${index}].sku is ${sku} for ${name}`,
                expected: "an answer from the region or its data zone",
              },
            ]
          : [],
      ),
    ),
  },
  {
    code: "HF2447",
    severity: "error",
    title: "Two deployments have one name.",
    fix: "give each deployment a name of its own",
    reference: MODELS,
    find: inAzure(({ openAi }) => {
      const names = (openAi?.deployments ?? []).map(({ name }) => name);
      return names.flatMap((name, index) =>
        names.indexOf(name) === index
          ? []
          : [
              {
                path: `${PATH}.deployments[${index}].name`,
                message: `${PATH}.deployments[${index}].name is ${name}, as another's`,
                expected: "a name of its own",
              },
            ],
      );
    }),
  },
);

function refused(cloud: AzureCloud, { deployments, region }: SiteAzureOpenAiAccount): readonly Finding[] {
  if (!(region in AZURE_REGIONS[cloud])) {
    return [
      { path: `${PATH}.region`, message: `${PATH}.region is ${region}`, expected: "a region of the cloud" },
    ];
  }
  return deployments.flatMap(({ model, sku }, index) =>
    isOffered(cloud, region, model, sku) !== false
      ? []
      : [
          {
            path: `${PATH}.deployments[${index}].model`,
            message: `${PATH}.deployments[${index}].model is ${model} with sku ${sku} in ${region}`,
            expected: alternative(cloud, model, sku),
          },
        ],
  );
}

/** Regions that would do, and the data zone. */
function alternative(cloud: AzureCloud, model: string, sku: OpenAiSku): string {
  const regions = (OPEN_AI_OFFERS[cloud]?.regions ?? []).filter((each) => isOffered(cloud, each, model, sku));
  if (regions.length > 0) return `the region ${regions.join(" or ")}`;
  return OPEN_AI_OFFERS[cloud]?.models[model]?.dataZone ? "the sku DataZoneStandard" : "another model";
}

function isOwn(secret: string, url: string, openAi: SiteAzureOpenAiAccount | undefined): boolean {
  return url === "" || (openAi !== undefined && secret === OPEN_AI_KEY.secretName);
}
