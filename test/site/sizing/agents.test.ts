import { cacheBytesOfToken, sizeModelMemory, sizeTokensPerSecond } from "../../../src/site/sizing/agents";

const LOAD = {
  model: "llama-3.1-8b",
  quantization: "f16",
  contextTokens: 8192,
  concurrent: 4,
  gpus: 1,
} as const;

test("a token of context takes a key and a value of every layer and head", () => {
  expect(cacheBytesOfToken("llama-3.1-8b")).toBe(2 * 32 * 8 * 128 * 2);
  expect(cacheBytesOfToken("bge-m3")).toBe(0);
});

test("memory is weights, cache and overhead, and the sum is told", () => {
  const { value, reason } = sizeModelMemory(LOAD);
  expect(value).toBeCloseTo(15 + 4 + 1.5, 0);
  expect(reason).toContain("8.03 billion × 16 bits (f16) = 15 GiB");
  expect(reason).toContain("= 4 GiB");
  expect(sizeModelMemory({ ...LOAD, concurrent: 8 }).value - value).toBeCloseTo(4, 1);
  expect(sizeModelMemory({ ...LOAD, model: "parrot" })).toMatchObject({ value: 0 });
});

test("an answer is as fast as memory gives the weights; a mixture of experts reads some of them", () => {
  const speed = (model: string) =>
    sizeTokensPerSecond({ ...LOAD, model, quantization: "q4_k_m", gpus: 0 }, 40).value;
  expect(speed("llama-3.1-8b")).toBeCloseTo(40 / (8.03 * (4.9 / 8) + 0.537), 1);
  expect(speed("mixtral-8x7b")).toBeGreaterThan(speed("qwen2.5-32b"));
});
