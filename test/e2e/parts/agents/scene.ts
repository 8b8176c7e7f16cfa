import { Ollama, type OllamaProps } from "../../../../src/constructs/agents/ollama";
import { Vllm } from "../../../../src/constructs/agents/vllm";
import { Namespace } from "../../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../../src/constructs/kubernetes/secret";
import { ExternalS3 } from "../../../../src/constructs/object-store/external-s3";
import { synth, testStack, type SynthesizedStack } from "../../../support/synth";
import { podsOf } from "../../../support/terraform-json";

export const MODEL = "tiny";

/** Model servers as a site has them: files from a volume, an image, a store; with GPUs and without. */
export function modelServers(namespaceName: string): {
  readonly stack: SynthesizedStack;
  readonly url: string;
} {
  const stack = testStack();
  const namespace = Namespace.fromName(stack, "Namespace", namespaceName);
  const common = { namespace, model: MODEL, contextTokens: 512, concurrent: 2 } as const;
  const ollama = (id: string, props: Pick<OllamaProps, "source"> & Partial<OllamaProps>): Ollama =>
    new Ollama(stack, id, { ...common, name: id.toLowerCase(), ...props });
  const first = ollama("FromClaim", { source: { claim: "models" } });
  ollama("FromImage", { source: { image: "registry.outpost.example/model:1", path: "/models" } });
  ollama("FromStore", {
    source: {
      store: ExternalS3.fromAttributes(stack, "Store", {
        endpoint: "store.outpost.example",
        bucket: "files",
        credentials: Secret.fromName(stack, "StoreUser", { name: "store-user" }),
      }),
      path: "models/tiny",
      credentials: Secret.fromName(stack, "Reader", { name: "model-reader" }),
    },
    gpu: { count: 1 },
  });
  new Vllm(stack, "Vllm", {
    namespace,
    name: "vllm",
    model: MODEL,
    path: ".",
    source: { claim: "models" },
    gpu: { count: 2 },
    chatTemplate: "{{ messages }}",
  });
  return { stack: synth(stack), url: first.llm.url ?? "" };
}

/** Environment and command of the first server's container, as rendered. */
export function renderedServer(stack: SynthesizedStack): {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
} {
  const pod = podsOf(stack).find(({ name }) => name === "fromclaim");
  const container = pod?.containers.find(({ name }) => name === "ollama");
  const variables = (container?.env ?? []) as readonly { readonly name: string; readonly value: string }[];
  return {
    command: container?.command as readonly string[],
    environment: Object.fromEntries(variables.map(({ name, value }) => [name, value])),
  };
}
