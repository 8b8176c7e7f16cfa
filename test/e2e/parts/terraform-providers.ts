import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesObject } from "../toolchain/api-client";
import type { Kubernetes } from "../toolchain/kubernetes";
import type { TerraformProject } from "../toolchain/terraform-project";
import type { Part } from "../part";

interface Secret extends KubernetesObject {
  readonly data: Readonly<Record<string, string>>;
}

interface State {
  readonly kubernetes: Kubernetes;
  readonly project: TerraformProject;
  readonly namespace: string;
}

export const part: Part<State> = {
  name: "terraform-providers",
  title: "Terraform with the real providers against the API server",
  needs: ["terraform", "kubernetes"],
  inOrder: true,
  async prepare(ctx) {
    const kubernetes = await ctx.kubernetes();
    const namespace = kubernetes.freshName("providers");
    const folder = ctx.tmp("providers");
    writeChart(join(folder, "objects"));
    writeFileSync(
      join(folder, "main.tf.json"),
      JSON.stringify(configuration(kubernetes.kubeconfig, namespace)),
    );
    const terraform = await ctx.terraform();
    return { kubernetes, namespace, project: await terraform.project(folder) };
  },
  checks: [
    {
      name: "init and validate",
      level: "P2",
      async run(_ctx, { project }) {
        await project.init();
        assert.deepEqual(await project.validate(), { ok: true, diagnostics: [] });
      },
    },
    {
      name: "apply makes namespace, secret and release",
      level: "P3",
      async run(_ctx, { kubernetes, project, namespace }) {
        assert.equal((await project.plan()).changes.length, 3);
        await project.apply();
        const settings = await kubernetes.get("configmaps", namespace);
        assert.ok(settings.some(({ metadata }) => metadata.name === "carried"));
      },
    },
    {
      name: "the second plan is empty",
      level: "P3",
      async run(_ctx, { project }) {
        assert.deepEqual(await project.plan(), { empty: true, changes: [], outputsChange: false, shown: "" });
      },
    },
    {
      name: "the generated password is in the Secret and not in the state",
      level: "P3",
      async run(_ctx, { kubernetes, project, namespace }) {
        const [secret] = (await kubernetes.get<Secret>("secrets", namespace)).filter(
          ({ metadata }) => metadata.name === "generated",
        );
        const password = Buffer.from(secret?.data.password ?? "", "base64").toString();
        assert.equal(password.length, 32);
        const state = await project.stateText();
        assert.ok(!state.includes(password) && !state.includes(secret?.data.password ?? password));
      },
    },
    {
      name: "destroy leaves nothing",
      level: "P3",
      async run(_ctx, { kubernetes, project, namespace }) {
        await project.destroy();
        assert.deepEqual(await project.resources(), []);
        const namespaces = await kubernetes.get("namespaces");
        assert.ok(namespaces.every(({ metadata }) => metadata.name !== namespace));
      },
    },
  ],
};

function writeChart(folder: string): void {
  mkdirSync(join(folder, "templates"), { recursive: true });
  writeFileSync(join(folder, "Chart.yaml"), "apiVersion: v2\nname: objects\nversion: 0.1.0\n");
  const template = "{{- range .Values.objects }}\n---\n{{ toYaml . }}\n{{- end }}\n";
  writeFileSync(join(folder, "templates", "objects.yaml"), template);
}

function configuration(kubeconfig: string, namespace: string): object {
  const carried = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "carried" },
    data: { key: "value" },
  };
  return {
    terraform: {
      required_providers: {
        kubernetes: { source: "hashicorp/kubernetes", version: "2.38.0" },
        helm: { source: "hashicorp/helm", version: "3.1.1" },
        random: { source: "hashicorp/random", version: "3.7.2" },
      },
    },
    provider: { kubernetes: { config_path: kubeconfig }, helm: { kubernetes: { config_path: kubeconfig } } },
    ephemeral: { random_password: { generated: { length: 32, special: false } } },
    resource: {
      kubernetes_namespace_v1: { here: { metadata: { name: namespace } } },
      kubernetes_secret_v1: {
        generated: {
          metadata: { name: "generated", namespace: "${kubernetes_namespace_v1.here.metadata[0].name}" },
          data_wo: { password: "${ephemeral.random_password.generated.result}" },
          data_wo_revision: 1,
        },
      },
      helm_release: {
        objects: {
          name: "objects",
          namespace: "${kubernetes_namespace_v1.here.metadata[0].name}",
          chart: "${path.module}/objects",
          values: [JSON.stringify({ objects: [carried] })],
        },
      },
    },
  };
}
