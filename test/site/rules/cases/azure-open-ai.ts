import type { SiteSpec } from "../../../../src/site/spec";
import { all, type Change, type RuleCase } from "../sites";
import { cloud } from "./azure";

type OpenAi = NonNullable<NonNullable<SiteSpec["azure"]>["openAi"]>;
type Deployment = OpenAi["deployments"][number];

const GPT: Deployment = { name: "gpt", model: "gpt-4o", version: "2024-11-20", capacity: 50 };
const deployed =
  (...deployments: Deployment[]): Change =>
  ({ azure }) => {
    azure!.openAi = { deployments };
  };
const government =
  (region: string): Change =>
  (spec) => {
    spec.substrate = "azure-government";
    spec.azure!.region = region;
  };
const asked =
  (deployment: string): Change =>
  (spec) => {
    spec.agents = {
      endpoints: [{ kind: "azure-openai", name: "azure", deployment }],
      agents: [{ name: "helper", endpoint: "azure" }],
    };
  };
const embedding: Deployment = { ...GPT, name: "embed", model: "text-embedding-3-large", version: "1" };

export const AZURE_OPEN_AI_CASES: readonly RuleCase[] = [
  {
    code: "HF2444",
    what: "a model that the region of Azure Government lacks",
    breaks: all(cloud, government("usgovvirginia"), deployed(GPT, embedding)),
    keeps: all(cloud, government("usgovarizona"), deployed(GPT, embedding)),
    paths: ["azure.openAi.deployments[1].model"],
    shows: "usgovvirginia",
  },
  {
    code: "HF2444",
    what: "a region of Azure Government without any",
    breaks: all(cloud, government("usgovtexas"), deployed(GPT)),
    keeps: all(cloud, deployed(GPT)),
    paths: ["azure.openAi.deployments[0].model"],
    shows: "usgovtexas",
  },
  {
    code: "HF2445",
    what: "an endpoint whose deployment nobody makes",
    breaks: all(cloud, deployed(GPT), asked("o3")),
    keeps: all(cloud, deployed(GPT), asked("gpt")),
    paths: ["agents.endpoints[0].deployment"],
    shows: "has gpt",
  },
  {
    code: "HF2446",
    what: "answers from anywhere",
    breaks: all(cloud, deployed({ ...GPT, sku: "GlobalStandard" })),
    keeps: all(cloud, deployed(GPT)),
    paths: ["azure.openAi.deployments[0].sku"],
    shows: "GlobalStandard",
  },
  {
    code: "HF2447",
    what: "two deployments of one name",
    breaks: all(cloud, deployed(GPT, { ...GPT, model: "o3-mini" })),
    keeps: all(cloud, deployed(GPT, embedding)),
    paths: ["azure.openAi.deployments[1].name"],
    shows: "gpt",
  },
];
