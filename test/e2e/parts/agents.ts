import assert from "node:assert/strict";
import { chmodSync, copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { requestUrl } from "../../../src/constructs/agents/llm-endpoint";
import { MODELS } from "../../../src/constructs/agents/model-files";
import type { Context } from "../context";
import type { Part } from "../part";
import { INSIDE } from "../toolchain/debian";
import { modelServers, MODEL, renderedServer } from "./agents/scene";
import { ollamaProgram, tinyModel } from "./agents/tiny-model";
import { indexedVectors } from "./agents/vectors";
import { manifestsOf } from "./policy-lint/manifests";

const START_LIMIT_SECONDS = 60;

interface Controller {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly template: {
      readonly metadata: object;
      readonly spec: { readonly volumes?: readonly object[] };
    };
    readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
  };
}

/** The rendered model servers on a real API server and in the real program; vectors in the real pgvector. */
export const part: Part = {
  name: "agents",
  title: "Model servers, their requests and the vectors of search",
  needs: ["kubernetes"],
  proves: ["Ollama", "Vllm"],
  checks: [
    {
      name: "every model server is admitted under restricted, and those without GPU start",
      level: "P3",
      note: "kwok's nodes have no GPU: pods that want one are admitted and stay pending",
      run: admitted,
    },
    {
      name: "Ollama starts with the rendered environment on read-only files and answers at the address that the plugin makes",
      level: "P4",
      limit: 600,
      note: "Ollama 0.32.15 of its Go module on Debian's llama.cpp; the model is tiny, with random weights",
      run: answers,
    },
    {
      name: "the superuser makes pgvector, the owner the rendered column and index, up to the limits of the rules",
      level: "P4",
      note: "table and index are written as the plugin's sources write them",
      run: async (ctx) => indexedVectors(ctx, await ctx.debian()),
    },
  ],
};

async function admitted(ctx: Context): Promise<void> {
  const kubernetes = await ctx.kubernetes();
  const namespace = await kubernetes.namespace("agents", "restricted");
  const claim = {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "models" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  };
  const objects = manifestsOf({ ...modelServers(namespace).stack }).filter(({ kind }) => kind !== "Secret");
  await kubernetes.apply([claim, ...objects], namespace);
  const controllers = objects.filter(({ kind }) =>
    /^(Deployment|StatefulSet)$/.test(kind),
  ) as unknown as Controller[];
  assert.deepEqual(controllers.map(({ metadata }) => metadata.name).sort(), [
    "fromclaim",
    "fromimage",
    "fromstore",
    "vllm",
  ]);
  for (const { metadata, spec } of controllers) {
    // The controller would add the volumes of its claims.
    const claimed = (spec.volumeClaimTemplates ?? []).map((claim) => ({
      name: claim.metadata.name,
      emptyDir: {},
    }));
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { ...spec.template.metadata, name: `${metadata.name}-probe` },
      spec: { ...spec.template.spec, volumes: [...(spec.template.spec.volumes ?? []), ...claimed] },
    };
    assert.equal(await kubernetes.refusal(pod, namespace), undefined, metadata.name);
  }
  await kubernetes.rollout("deployment/fromclaim", namespace);
  await kubernetes.rollout("statefulset/fromimage", namespace);
}

async function answers(ctx: Context): Promise<void> {
  const debian = await ctx.debian();
  const { stack, url } = modelServers("outpost");
  const { command, environment } = renderedServer(stack);
  assert.deepEqual(command, ["/bin/ollama", "serve"]);
  const files = ctx.tmp("ollama");
  mkdirSync(join(files, "bin"));
  copyFileSync(await ollamaProgram(), join(files, "bin/ollama"));
  chmodSync(join(files, "bin/ollama"), 0o755);
  for (const program of ["llama-server", "llama-quantize"])
    symlinkSync(`/usr/bin/${program}`, join(files, "bin", program));
  copyFileSync(await tinyModel(), join(files, "tiny.gguf"));
  writeFileSync(join(files, "Modelfile"), "FROM ./tiny.gguf\n");

  // Folders of the image and of the volume are links into the one folder that is there; the files are made first.
  const variables = Object.entries({ ...environment, HOME: INSIDE }).map(
    ([name, value]) => `${name}=${value}`,
  );
  const seed = `mkdir -p ${INSIDE}/models; ln -sfn ${INSIDE}/models ${MODELS}; cd ${INSIDE}; bin/ollama serve & until bin/ollama list; do sleep 0.2; done; bin/ollama create ${MODEL} -f Modelfile; chmod -R a-w models`;
  const network = await ctx.networkNamespace();
  await debian.run("env", [...variables, "sh", "-euc", seed], { files, netns: network.name });
  const serve = `ln -sfn ${INSIDE}/models ${MODELS}; mount --bind ${INSIDE}/models ${INSIDE}/models; mount -o remount,bind,ro ${INSIDE}/models; exec ${INSIDE}/bin/ollama serve`;
  const server = ctx.ending(
    await debian.start("env", [...variables, "sh", "-euc", serve], { files, netns: network.name }),
  );
  const { hostname, port } = new URL(url);
  const post = async (path: "chat" | "embeddings", body: object): Promise<string> => {
    const curl = [
      "--silent",
      "--show-error",
      "--max-time",
      "120",
      "--resolve",
      `${hostname}:${port}:127.0.0.1`,
    ];
    const json = ["--header", "content-type: application/json", "--data", JSON.stringify(body)];
    const args = [...curl, ...json, requestUrl(url, path)];
    return (await debian.run("curl", args, { netns: network.name, accept: [0, 7] })).stdout;
  };
  const ask = { model: MODEL, messages: [{ role: "user", content: "hello" }], max_tokens: 4 };
  await ctx.waitFor(
    "Ollama to answer",
    async () => (await post("chat", ask)).includes('"chat.completion"'),
    START_LIMIT_SECONDS,
    server,
  );
  assert.match(await post("chat", ask), /"completion_tokens":[1-4]/);
  assert.match(await post("chat", { ...ask, model: "unknown" }), /not found/);
  const log = server.logs(400);
  assert.match(log, /OLLAMA_CONTEXT_LENGTH:512/);
  assert.match(log, /OLLAMA_NUM_PARALLEL:2/);
  assert.doesNotMatch(log, /dial tcp|lookup |ollama\.com:443/);
}
