import { GPUS, GPU_SHARE, sliceOf } from "../../catalog/gpus";
import { EMBEDDING_MODELS, LANGUAGE_MODELS } from "../../catalog/language-models";
import type { SiteGpuNodes, SiteLocalEndpoint } from "../site-agents";
import { localModels } from "./agents-read";
import { rules, type Finding } from "./rule";

/** Tokens a second that a person reads along with. */
const READABLE = 5;

/** Rules on models of the site and the GPUs they run on. */
export const AGENTS_MODEL_RULES = rules(
  {
    code: "HF2750",
    severity: "error",
    title: "A model is not in the catalogue.",
    fix: "name one of the catalogue, or run it yourself and give it as kind openai-compatible",
    reference: "Holdfast's catalogue of models; an unknown one can't be sized",
    find: (site) =>
      localModels(site)
        .filter(([, { model }]) => !(model in LANGUAGE_MODELS) && !(model in EMBEDDING_MODELS))
        .map(([path, { model }]) => ({
          path: `${path}.model`,
          message: `${path}.model is ${model}`,
          expected: `one of ${[...Object.keys(LANGUAGE_MODELS), ...own(EMBEDDING_MODELS)].join(", ")}`,
        })),
  },
  {
    code: "HF2756",
    severity: "error",
    title: "A model's files would be downloaded at a site without a link.",
    fix: "give source: a volume claim, an image, or a path in the object store",
    reference: "Ollama and Hugging Face: models are fetched from the publisher unless they are there",
    find: (site) =>
      site.connectivity !== "disconnected"
        ? []
        : localModels(site)
            .filter(([, { source }]) => source.kind === "download")
            .map(([path]) => ({
              path: `${path}.source`,
              message: `${path}.source is download, connectivity is disconnected`,
              expected: "kind claim, image or object-store",
            })),
  },
  {
    code: "HF2757",
    severity: "error",
    title: "A model wants GPUs, and no node has one.",
    fix: "describe the nodes in gpuNodes, or set gpus: 0 with kind ollama",
    reference: "Kubernetes documentation, device plugins: a pod without its device stays pending",
    find: (site) =>
      site.gpuNodes
        ? []
        : localModels(site)
            .filter(([, { gpus }]) => gpus > 0)
            .map(([path, { gpus }]) => ({
              path: `${path}.gpus`,
              message: `${path}.gpus is ${gpus}, gpuNodes is absent`,
              expected: "gpuNodes, or no GPU",
            })),
  },
  {
    code: "HF2758",
    severity: "error",
    title: "A model does not fit its GPUs.",
    fix: "lower contextTokens or concurrent, choose a smaller quantization or model, or give it more GPUs",
    reference: "Holdfast's sizing: weights, cache and overhead; explain agents shows the sum",
    find: ({ agents, gpuNodes, ...rest }) =>
      gpuNodes ? localModels({ ...rest, agents }).flatMap(([path, each]) => unfit(path, each, gpuNodes)) : [],
  },
  {
    code: "HF2759",
    severity: "error",
    title: "The models together want more GPUs than there are, or one wants more than a node has.",
    fix: "lower gpus, or add nodes to gpuNodes",
    reference: "Kubernetes documentation, device plugins: devices are never shared between pods",
    find: ({ agents, gpuNodes, ...rest }) => {
      if (!gpuNodes) return [];
      const wanted = localModels({ ...rest, agents }).map(([, { gpus }]) => gpus);
      const perNode = gpuNodes.perNode * slices(gpuNodes);
      const total = wanted.reduce((sum, each) => sum + each, 0);
      const largest = Math.max(0, ...wanted);
      if (total <= perNode * gpuNodes.count && largest <= perNode) return [];
      return [
        {
          path: "gpuNodes.count",
          message: `the models want ${total} in all and ${largest} in one node; there are ${perNode * gpuNodes.count}, ${perNode} in a node`,
          expected: "enough GPUs, or slices of them",
        },
      ];
    },
  },
  {
    code: "HF2760",
    severity: "warning",
    title: "A model without GPU answers more slowly than people read.",
    fix: "choose a smaller model or a GPU, or accept this with its reason",
    reference: "Holdfast's sizing: bounded by the memory's bandwidth; explain agents shows the sum",
    find: (site) =>
      localModels(site)
        .filter(([, each]) => each.gpus === 0 && each.tokensPerSecond > 0 && shared(each) < READABLE)
        .map(([path, each]) => ({
          path: `${path}.model`,
          message: `${path} writes ${each.tokensPerSecond} tokens a second at most, ${shared(each).toFixed(1)} for each of ${each.concurrent} at once`,
          expected: `${READABLE} or more`,
        })),
  },
  {
    code: "HF2761",
    severity: "error",
    title: "A conversation is to be longer than the model's context.",
    fix: "lower contextTokens",
    reference: "config.json of the model",
    find: (site) =>
      localModels(site).flatMap(([path, { model, contextTokens }]) => {
        const known = LANGUAGE_MODELS[model] ?? EMBEDDING_MODELS[model];
        if (!known || contextTokens <= known.maxContext) return [];
        return [
          {
            path: `${path}.contextTokens`,
            message: `${path}.contextTokens is ${contextTokens} with ${model}`,
            expected: `at most ${known.maxContext}`,
          },
        ];
      }),
  },
  {
    code: "HF2765",
    severity: "error",
    title: "vLLM can't run without a GPU, and shares a model among 1, 2, 4 or 8 only.",
    fix: "set gpus to 1, 2, 4 or 8, or use kind ollama",
    reference: "vLLM documentation, parallelism: attention heads are divided evenly",
    find: (site) =>
      localModels(site)
        .filter(([, { kind, gpus }]) => kind === "vllm" && ![1, 2, 4, 8].includes(gpus))
        .map(([path, { gpus }]) => ({
          path: `${path}.gpus`,
          message: `${path}.gpus is ${gpus} with kind vllm`,
          expected: "1, 2, 4 or 8",
        })),
  },
);

function own(models: typeof EMBEDDING_MODELS): readonly string[] {
  return Object.keys(models).filter((name) => models[name]?.ollama !== undefined);
}

/** Slices of one GPU; with whole GPUs one. */
function slices({ gpu, slice }: SiteGpuNodes): number {
  const one = slice === undefined ? undefined : sliceOf(slice);
  return one ? Math.max(1, Math.floor(GPUS[gpu].memory / one.memory)) : 1;
}

function unfit(
  path: string,
  { gpus, model, modelMemory }: SiteLocalEndpoint,
  nodes: SiteGpuNodes,
): readonly Finding[] {
  const memory =
    (nodes.slice === undefined ? undefined : sliceOf(nodes.slice))?.memory ?? GPUS[nodes.gpu].memory;
  const room = memory * GPU_SHARE * gpus;
  if (gpus === 0 || modelMemory <= room) return [];
  const each = nodes.slice === undefined ? nodes.gpu : `slice ${nodes.slice}`;
  return [
    {
      path: `${path}.model`,
      message: `${model} needs ${modelMemory} GiB, ${gpus} × ${each} of ${memory.toFixed(1)} GiB have room for ${room.toFixed(1)}`,
      expected: `at most ${room.toFixed(1)} GiB`,
    },
  ];
}

function shared({ concurrent, tokensPerSecond }: SiteLocalEndpoint): number {
  return tokensPerSecond / concurrent;
}
