import { requestUrl } from "../../../src/constructs/agents/llm-endpoint";
import { AzureOpenAi, OpenAiCompatible } from "../../../src/constructs/agents/hosted-endpoints";
import { Vllm, type VllmProps } from "../../../src/constructs/agents/vllm";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { problemCodes, synth, testStack } from "../../support/synth";
import { podsOf } from "../../support/terraform-json";
import { modelServers } from "../../e2e/parts/agents/scene";

function vllm(props: Partial<VllmProps> = {}) {
  const stack = testStack();
  const built = new Vllm(stack, "Vllm", {
    namespace: Namespace.fromName(stack, "Namespace", "outpost"),
    name: "vllm",
    model: "m",
    path: ".",
    source: { claim: "models" },
    gpu: { count: 2 },
    ...props,
  });
  return { stack, built };
}

test("the JSON of all servers is valid for the provider", () => {
  expect(checkAgainstProviderSchema(modelServers("outpost").stack)).toEqual([]);
});

test("vLLM shares a model among the GPUs it asks for, and fetches nothing", () => {
  const [pod] = podsOf(synth(vllm().stack));
  const [container] = pod?.containers ?? [];
  expect(container?.args).toEqual(expect.arrayContaining(["/models", "--tensor-parallel-size", "2"]));
  expect(container?.resources).toMatchObject({ limits: { "nvidia.com/gpu": "2" } });
  expect(container?.env).toContainEqual({ name: "HF_HUB_OFFLINE", value: "1" });
  expect(container?.env).toContainEqual(
    expect.objectContaining({ name: "VLLM_API_KEY", value_from: expect.anything() as unknown }),
  );
});

test("an embedding model is told its only length; a model that writes makes no vectors", () => {
  const { stack, built } = vllm({ dimensions: 1024 });
  const [container] = podsOf(synth(stack))[0]?.containers ?? [];
  expect(container?.args).toContain('{"matryoshka_dimensions":[1024]}');
  expect(built.embedding.dimensions).toBe(1024);
  expect(problemCodes(() => vllm().built.embedding)).toEqual(["HF3802"]);
});

test.each([
  ["http://llm:8000", "http://llm:8000/v1/chat/completions"],
  ["http://llm:8000/v1/", "http://llm:8000/v1/chat/completions"],
  ["https://gateway.example/openai/v1", "https://gateway.example/openai/v1/chat/completions"],
])("the plugin asks %s at %s", (base, asked) => {
  expect(requestUrl(base, "chat")).toBe(asked);
});

test.each([
  ["a request's path", "https://llm.example/v1/chat/completions"],
  ["a user", "https://me:pw@llm.example"],
  ["no address", "llm.example"],
])("an address with %s is refused", (_, url) => {
  const make = () =>
    new OpenAiCompatible(testStack(), "X", { name: "x", url, model: "m", worksOffline: true });
  expect(problemCodes(make)).toEqual(["HF3801"]);
});

test("Azure is asked by https only, by the name of its deployment", () => {
  const stack = testStack();
  const apiKey = Secret.fromName(stack, "Key", { name: "azure" }).key("secret");
  const make = (url: string) =>
    new AzureOpenAi(stack, url, { name: "gov", url, deployment: "chat-4", apiKey, worksOffline: true });
  expect(make("https://outpost.openai.azure.us/").llm).toMatchObject({
    protocol: "azure",
    url: "https://outpost.openai.azure.us",
    model: "chat-4",
  });
  expect(problemCodes(() => make("http://outpost.openai.azure.us"))).toEqual(["HF3801"]);
});

test("GPUs that can't share a model are refused", () => {
  expect(problemCodes(() => vllm({ gpu: { count: 3 } }))).toEqual(["HF3800"]);
});
