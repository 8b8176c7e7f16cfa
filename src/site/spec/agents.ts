import { z } from "zod";
import { QUANTIZATIONS, type Quantization } from "../../catalog/language-models";
import { cidr, documented, kubernetesName, quantity, resources, secretReference } from "./fields";

const secretValue = secretReference.extend({
  key: documented(z.string().min(1).optional(), "Key of the Secret that holds the value.", {
    default: "secret",
  }),
});

const tokens = z.int().min(256).max(2_000_000);

const common = {
  name: documented(kubernetesName.max(30), "Name of the endpoint; local ones run under it."),
  outputTokens: documented(tokens.optional(), "Longest answer, tokens.", {
    default: "a quarter of the context",
  }),
  timeoutSeconds: documented(z.int().min(5).max(900).optional(), "Longest silence of an answer.", {
    default: "30, and 300 without GPU",
  }),
  fallback: documented(kubernetesName.optional(), "Endpoint that is asked when this one fails.", {
    default: "none",
  }),
} as const;

const source = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("claim"),
    claim: documented(kubernetesName, "Existing volume claim with the model's files."),
  }),
  z.strictObject({
    kind: z.literal("image"),
    image: documented(z.string().min(1), "Image that carries the files, with an exact tag or a digest."),
    path: documented(z.string().startsWith("/").optional(), "Folder in the image.", { default: "/models" }),
  }),
  z.strictObject({
    kind: z.literal("object-store"),
    path: documented(
      z.string().regex(/^[^/].*[^/]$/, "a bucket and a path in it, e.g. models/llama-3.2-3b"),
      "Bucket and path in the site's object store.",
    ),
    credentials: documented(secretReference, "Secret with `accesskey` and `secretkey` that may read it."),
  }),
  z.strictObject({ kind: z.literal("download") }),
]);

const local = {
  ...common,
  model: documented(z.string().min(1), "A model of the catalogue.", { examples: ["llama-3.2-3b"] }),
  quantization: documented(
    z.enum(Object.keys(QUANTIZATIONS) as [Quantization, ...Quantization[]]).optional(),
    "How the weights are stored.",
    { default: "q4_k_m with Ollama, f16 with vLLM and for embeddings" },
  ),
  contextTokens: documented(tokens.optional(), "Context of one conversation.", {
    default: "8192, or what the model has",
  }),
  concurrent: documented(z.int().min(1).max(256).optional(), "Answers at the same time.", {
    default: "sized from people; 2 without GPU",
  }),
  source: documented(source.optional(), "Where the model's files come from.", {
    default: "kind: download",
  }),
  gpus: documented(z.int().min(0).max(16).optional(), "GPUs, or slices of one, of `gpuNodes`.", {
    default: "0 with Ollama, 1 with vLLM",
  }),
  resources: documented(resources.optional(), "Resources of the pod.", { default: "sized from the model" }),
  storage: documented(quantity.optional(), "Size of the volume that a model is copied or downloaded to.", {
    default: "sized from the model",
  }),
} as const;

const foreign = {
  ...common,
  addresses: documented(
    z.array(cidr).min(1).optional(),
    "Networks of the endpoint, for the network policy.",
    {
      default: "any address, on the endpoint's port only",
    },
  ),
  contextTokens: documented(tokens.optional(), "Context of one conversation.", { default: 128_000 }),
  dimensions: documented(
    z.int().min(1).max(65_536).optional(),
    "Numbers of a vector, when it serves search.",
    {
      default: "that of the catalogue's model",
    },
  ),
} as const;

const endpoint = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("ollama"),
    ...local,
    memoryBandwidth: documented(
      z.int().min(5).max(2000).optional(),
      "Gigabytes a second that the node's memory gives; how fast a model without GPU answers.",
      { default: 40 },
    ),
  }),
  z.strictObject({
    kind: z.literal("vllm"),
    ...local,
    chatTemplate: documented(z.string().min(1).optional(), "Jinja template of a conversation.", {
      default: "the model's own",
    }),
  }),
  z.strictObject({
    kind: z.literal("azure-openai"),
    ...foreign,
    url: documented(z.url().optional(), "Endpoint of the resource.", {
      default: "the site's own: azure.openAi",
      examples: ["https://outpost.openai.azure.us"],
    }),
    deployment: documented(z.string().min(1), "Name of the deployment."),
    privateEndpoint: documented(z.boolean().optional(), "Reached by a private address inside the site.", {
      default: "true for the site's own, else false",
    }),
    apiKey: documented(secretValue.optional(), "Its key.", {
      default: "that of the site's own, from the vault",
    }),
  }),
  z.strictObject({
    kind: z.enum(["openai", "anthropic"]),
    ...foreign,
    model: documented(z.string().min(1), "Name of the model."),
    apiKey: documented(secretValue, "Its key."),
  }),
  z.strictObject({
    kind: z.literal("openai-compatible"),
    ...foreign,
    url: documented(z.url(), "Address of the server; a trailing /v1 may stand.", {
      examples: ["http://llm.outpost-kestrel.example:8000"],
    }),
    model: documented(z.string().min(1), "Name of the model there."),
    worksOffline: documented(z.boolean(), "Whether it answers while the site's link is down."),
    apiKey: documented(secretValue.optional(), "Its key.", { default: "none" }),
  }),
]);

const access = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("everyone") }),
  z.strictObject({
    kind: z.enum(["only", "except"]),
    users: documented(z.array(z.string().min(1)).optional(), "User names."),
    teams: documented(z.array(z.string().min(1)).optional(), "Names of teams."),
  }),
]);

const agent = z.strictObject({
  name: documented(
    z
      .string()
      .regex(/^[a-z][a-z0-9._-]*$/, "a user name: lower-case letters, digits, '.', '_' and '-'")
      .max(22),
    "User name of the bot. It can't be changed later.",
  ),
  displayName: documented(z.string().min(1).max(64).optional(), "Name that people see.", {
    default: "its user name",
  }),
  endpoint: documented(kubernetesName, "Endpoint that it asks."),
  instructions: documented(z.string().max(100_000).optional(), "What it is told before every conversation."),
  tools: documented(z.boolean().optional(), "Let it use tools: search of posts, remote servers.", {
    default: false,
  }),
  vision: documented(z.boolean().optional(), "Let it see pictures.", { default: false }),
  access: documented(access.optional(), "Who may ask it.", { default: "kind: everyone" }),
});

/** Assistants that answer in Mattermost, and what they ask. */
export const agentsSpec = z.strictObject({
  endpoints: documented(
    z.array(endpoint).min(1),
    "Language models and embedding models. The first is the default.",
  ),
  agents: documented(z.array(agent).min(1), "Bots that people talk to. The first is the default."),
  search: documented(
    z
      .strictObject({
        endpoint: documented(kubernetesName, "Endpoint with an embedding model."),
        dimensions: documented(z.int().min(1).max(65_536).optional(), "Numbers of a vector.", {
          default: "that of the model",
        }),
        elementType: documented(z.enum(["vector", "halfvec"]).optional(), "Type of the database column.", {
          default: "vector, and halfvec above 2000 dimensions",
        }),
      })
      .optional(),
    "Search by meaning, in the site's own database.",
    { default: "off" },
  ),
  meetings: documented(
    z
      .strictObject({
        agent: documented(z.string().min(1).optional(), "Agent that sums up.", { default: "the first" }),
      })
      .optional(),
    "Summaries of recorded and transcribed calls.",
    { default: "off" },
  ),
  toolServers: documented(
    z
      .array(
        z.strictObject({
          name: documented(kubernetesName, "Name that people see."),
          url: documented(z.url(), "Address of the MCP server."),
          token: documented(
            secretValue.optional(),
            "Whole value of the `Authorization` header, e.g. `Bearer …`.",
            { default: "none" },
          ),
          addresses: documented(z.array(cidr).min(1).optional(), "Its networks, for the network policy."),
          worksOffline: documented(z.boolean(), "Whether it answers while the site's link is down."),
        }),
      )
      .optional(),
    "Remote tool servers (MCP).",
    { default: "none" },
  ),
  webSearch: documented(z.boolean().optional(), "Let models of a provider search the web in channels.", {
    default: false,
  }),
});
