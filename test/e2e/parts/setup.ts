import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import type { Part } from "../part";
import type { KubernetesObject } from "../toolchain/api-client";
import type { Kubernetes } from "../toolchain/kubernetes";
import type { TerraformProject } from "../toolchain/terraform-project";
import { integrationStack } from "./setup/rendered";

interface State {
  readonly kubernetes: Kubernetes;
  readonly namespace: string;
  readonly project: TerraformProject;
}

interface Role extends KubernetesObject {
  readonly rules: readonly { readonly resourceNames: readonly string[]; readonly verbs: readonly string[] }[];
}

/** The objects of the setup, at Pod Security "restricted". What its program does is in `mattermost-server`. */
export const part: Part<State> = {
  name: "setup",
  title: "Setup of the servers: job, role, Secrets, integrations and a plugin",
  needs: ["terraform", "kubernetes"],
  proves: [
    "MattermostSetup",
    "SetupSecret",
    "SecretWriter",
    "Integrations",
    "IntegrationService",
    "PluginBundle",
  ],
  inOrder: true,
  async prepare(ctx) {
    const kubernetes = await ctx.kubernetes();
    const namespace = kubernetes.freshName("setup");
    const folder = ctx.tmp("setup");
    const stack = integrationStack({ namespace, kubeconfig: kubernetes.kubeconfig });
    writeFileSync(join(folder, "main.tf.json"), Testing.synth(stack, true));
    return { kubernetes, namespace, project: await (await ctx.terraform()).project(folder) };
  },
  checks: [
    {
      name: "the API server takes job, role, Secrets and services at restricted; the second plan is empty",
      level: "P3",
      note: "no container runs: the pods are admitted and become ready by a stand-in",
      async run(_ctx, { project }) {
        await project.init();
        await project.apply();
        const { changes, empty } = await project.plan();
        assert.deepEqual([empty, changes], [true, []]);
      },
    },
    {
      name: "the role reads and patches the named Secrets, and may nothing else",
      level: "P3",
      async run(_ctx, { kubernetes, namespace }) {
        const [role] = await kubernetes.get<Role>("roles", namespace);
        assert.deepEqual(
          role?.rules.map(({ verbs }) => [...verbs].sort()),
          [["get", "patch"]],
        );
        const made = (await kubernetes.get("secrets", namespace)).map(({ metadata }) => metadata.name);
        for (const name of role.rules[0]?.resourceNames ?? []) assert.ok(made.includes(name), name);
        assert.equal(role.rules[0]?.resourceNames.length, 6);
      },
    },
    {
      name: "what the setup writes into a Secret stays, and reaches neither plan nor state",
      level: "P3",
      async run(_ctx, { kubernetes, namespace, project }) {
        const value = Buffer.from("written-by-the-program").toString("base64");
        const patch = JSON.stringify({ data: { token: value } });
        await kubernetes.kubectl([
          "-n",
          namespace,
          "patch",
          "secret",
          "integration-weather",
          "--type=merge",
          "-p",
          patch,
        ]);
        assert.equal((await project.plan()).empty, true);
        await project.apply();
        const state = await project.stateText();
        assert.ok(!state.includes("written-by-the-program") && !state.includes(value));
        const secrets = await kubernetes.get<KubernetesObject & { readonly data: Record<string, string> }>(
          "secrets",
          namespace,
        );
        const secret = secrets.find(({ metadata }) => metadata.name === "integration-weather");
        assert.equal(Buffer.from(secret?.data.token ?? "", "base64").toString(), "written-by-the-program");
      },
    },
    {
      name: "destroy leaves nothing",
      level: "P3",
      async run(_ctx, { project }) {
        await project.destroy();
        assert.deepEqual(await project.resources(), []);
      },
    },
  ],
};
