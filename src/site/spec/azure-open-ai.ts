import { z } from "zod";
import { OPEN_AI_SKUS } from "../../catalog/azure-open-ai";
import { documented } from "./fields";

const deployment = z.strictObject({
  name: documented(
    z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,63}$/, "2 to 64 letters, digits, '.', '_' and '-'"),
    "Name of the deployment, which endpoints of agents ask.",
  ),
  model: documented(z.string().min(1), "Model.", { examples: ["gpt-4o"] }),
  version: documented(z.string().min(1), "Exact version; it is never changed by itself.", {
    examples: ["2024-11-20"],
  }),
  sku: documented(
    z.enum(OPEN_AI_SKUS).optional(),
    "How it is paid for, and where answers are computed: in the region, its data zone, or anywhere.",
    { default: "Standard" },
  ),
  capacity: documented(z.int().min(1).max(100_000), "Thousands of tokens a minute, or provisioned units."),
});

/** Language models of Azure at an address of the site's own network. */
export const azureOpenAiSpec = z.strictObject({
  region: documented(
    z
      .string()
      .regex(/^[a-z0-9]+$/, "a region by its API name")
      .optional(),
    "Where models are asked, when the site's own region has none.",
    { default: "azure.region" },
  ),
  deployments: documented(z.array(deployment).min(1), "Models that can be asked."),
  keyRevision: documented(
    z.int().min(1).optional(),
    "Raise it after you made the account's key anew: vault, cluster and servers follow.",
    { default: 1 },
  ),
});
