import {
  EMBEDDING_MODELS,
  LANGUAGE_MODELS,
  QUANTIZATIONS,
  type Quantization,
} from "../../catalog/language-models";
import type { Resources } from "../site";
import { cpuText, memoryText, volumeText } from "./quantities";
import { clamp, roundUp, say, SOURCES, type Sized } from "./sized";

/** Keys and values are kept in 16 bits. */
const CACHE_BYTES = 2;

const OVERHEAD = {
  /** CUDA context, kernels and buffers of one GPU, GiB. */
  gpu: 1.5,
  /** The program and its buffers without GPU, GiB. */
  cpu: 1,
} as const;

/** Prompts are computed with all cores; answers wait for memory, and a few cores fill its channels. */
const CORES = { gpu: 2, cpu: 8, embedding: 2 } as const;

const USERS_PER_ANSWER = 200;
const GIBIBYTE = 1024 ** 3;
const BILLION = 1e9;

/** A model as it is to run. */
export interface ModelLoad {
  /** Key in the catalogue. */
  readonly model: string;
  readonly quantization: Quantization;
  /** Tokens of one conversation. */
  readonly contextTokens: number;
  /** Conversations at the same time. */
  readonly concurrent: number;
  /** 0: on the processor. */
  readonly gpus: number;
}

/** Answers that are written at the same time at the busiest hour. */
export function sizeConcurrentAnswers(concurrentUsers: number, gpus: number): Sized<number> {
  if (gpus === 0) return { value: 2, reason: "2 without GPU: they share one memory", source: SOURCES.own };
  return {
    value: clamp(roundUp(concurrentUsers / USERS_PER_ANSWER), 4, 32),
    reason: `${say(concurrentUsers)} users online / ${say(USERS_PER_ANSWER)}, at least 4, at most 32`,
    source: SOURCES.own,
  };
}

/** Bytes that one token of context takes in the cache: a key and a value of every layer and head. */
export function cacheBytesOfToken(model: string): number {
  const known = LANGUAGE_MODELS[model];
  return known ? 2 * known.layers * known.kvHeads * known.headDimension * CACHE_BYTES : 0;
}

/** Gibibytes of the weights. */
export function weightGibibytes(model: string, quantization: Quantization): number {
  const { parameters } = LANGUAGE_MODELS[model] ?? EMBEDDING_MODELS[model] ?? { parameters: 0 };
  return (parameters * BILLION * QUANTIZATIONS[quantization]) / 8 / GIBIBYTE;
}

/** Gibibytes that a model needs, all GPUs together. */
export function sizeModelMemory(load: ModelLoad): Sized<number> {
  const { model, quantization, contextTokens, concurrent, gpus } = load;
  const known = LANGUAGE_MODELS[model];
  const embedding = EMBEDDING_MODELS[model];
  if (!known && !embedding) return { value: 0, reason: `${model} is not in the catalogue` };
  const weights = weightGibibytes(model, quantization);
  const cache = (cacheBytesOfToken(model) * contextTokens * concurrent) / GIBIBYTE;
  const overhead = gpus === 0 ? OVERHEAD.cpu : OVERHEAD.gpu * gpus;
  const parameters = known?.parameters ?? embedding?.parameters ?? 0;
  const cacheText = known
    ? ` + cache 2 × ${known.layers} layers × ${known.kvHeads} heads × ${known.headDimension} × ${CACHE_BYTES} bytes` +
      ` × ${say(contextTokens)} tokens × ${say(concurrent)} at once = ${gib(cache)}`
    : "";
  return {
    value: tenth(weights + cache + overhead),
    reason:
      `weights ${say(parameters)} billion × ${QUANTIZATIONS[quantization]} bits (${quantization}) = ${gib(weights)}` +
      `${cacheText} + ${gib(overhead)} for ${gpus === 0 ? "the program" : `${gpus} GPU${gpus > 1 ? "s" : ""}`}`,
    source: known?.source ?? embedding?.source,
  };
}

/**
 * Tokens a second of one conversation, at most: each token reads all its weights and the cache once.
 * @param bandwidth gigabytes a second of all GPUs, or of the node's memory
 */
export function sizeTokensPerSecond(load: ModelLoad, bandwidth: number): Sized<number> {
  const { model, quantization, contextTokens } = load;
  const known = LANGUAGE_MODELS[model];
  if (!known) return { value: 0, reason: "it writes nothing" };
  const active = known.activeParameters ?? known.parameters;
  const weights = (active * QUANTIZATIONS[quantization]) / 8;
  const cache = (cacheBytesOfToken(model) * contextTokens) / 2 / BILLION;
  const speed = bandwidth / (weights + cache);
  return {
    value: speed < 10 ? tenth(speed) : Math.floor(speed),
    reason:
      `${say(bandwidth)} GB a second / (${say(active)} billion parameters × ${QUANTIZATIONS[quantization]} bits = ` +
      `${say(weights)} GB + ${say(cache)} GB of a half-full context); a reader takes in 5 to 10`,
    source: SOURCES.own,
  };
}

/** Resources of the pod. Without GPU, the model is in the pod's memory. */
export function sizeModelPod(load: ModelLoad, modelMemory: number): Sized<Resources> {
  const { gpus, model } = load;
  const cores = gpus > 0 ? CORES.gpu * gpus : model in EMBEDDING_MODELS ? CORES.embedding : CORES.cpu;
  const memory = gpus > 0 ? 8 + 4 * gpus : modelMemory + 0.5;
  return {
    value: { cpu: cpuText(cores), memory: memoryText(roundUp(memory * 1024, 512)) },
    reason:
      gpus > 0
        ? `${CORES.gpu} CPUs a GPU to feed it; 8 GiB + 4 GiB a GPU for the program; the weights pass through`
        : `${cores} CPUs; the model's ${gib(modelMemory)} + 0.5 GiB`,
    source: SOURCES.own,
  };
}

/** Volume for the model's files. */
export function sizeModelStorage(load: ModelLoad): Sized<string> {
  const weights = weightGibibytes(load.model, load.quantization);
  return {
    value: volumeText(weights * 1.2 + 1),
    reason: `files of ${gib(weights)}, a fifth more, and 1 GiB`,
    source: SOURCES.own,
  };
}

const tenth = (value: number): number => Math.round(value * 10) / 10;

const gib = (value: number): string => `${say(tenth(value))} GiB`;
