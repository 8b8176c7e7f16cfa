import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AZURE_DATABASE_SECRETS } from "../../../src/stacks/database-secrets";
import { OPEN_AI_KEY } from "../../../src/site/site-azure-open-ai";
import type { Context } from "../context";
import type { Check, Part } from "../part";
import type { KubernetesObject } from "../toolchain/api-client";
import type { Kubernetes } from "../toolchain/kubernetes";
import { MockedStack } from "../toolchain/mocked-stack";
import { REPOSITORY } from "../toolchain/paths";
import type { TerraformProject } from "../toolchain/terraform-project";
import { AzureStack } from "./azure/azure-stack";
import { drawnInsteadOfVault } from "./azure/vault-stand-in";
import { withoutVault } from "./azure/without-vault";
import { SynthesizedSite, type SiteOverlay } from "./examples/synthesized-site";

const NOTE = "no vault: a value that is drawn for each run stands in for each one that would be read";

interface SecretObject extends KubernetesObject {
  readonly type: string;
  readonly data: Readonly<Record<string, string>>;
}

interface State {
  readonly kubernetes: Kubernetes;
  readonly namespace: string;
  readonly trial: SynthesizedSite;
  readonly project: TerraformProject;
}

/** What the vault is asked for, and the Secret and keys that become of it. */
const COPIES = {
  [AZURE_DATABASE_SECRETS.administrator.vaultName]: [
    AZURE_DATABASE_SECRETS.administrator.secretName,
    ["password", "username"],
  ],
  [AZURE_DATABASE_SECRETS.application.vaultName]: [
    AZURE_DATABASE_SECRETS.application.secretName,
    ["password", "username"],
  ],
  [OPEN_AI_KEY.vaultName]: [OPEN_AI_KEY.secretName, [OPEN_AI_KEY.key]],
} as const;

function folderOf(trial: SynthesizedSite): string {
  const folder = trial.stacks().find((stack) => stack.endsWith("-secrets"));
  assert.ok(folder, "the site has a stack of secrets");
  return folder;
}

/** Secrets of the namespace as the API server has them, by name. */
async function secretsOf({ kubernetes, namespace }: State): Promise<ReadonlyMap<string, SecretObject>> {
  const all = await kubernetes.get<SecretObject>("secrets", namespace);
  return new Map(all.map((each) => [each.metadata.name, each]));
}

async function changed(state: State, overlay: SiteOverlay): Promise<readonly string[]> {
  const before = await secretsOf(state);
  state.trial.change(overlay);
  drawnInsteadOfVault(folderOf(state.trial));
  await state.project.apply();
  const after = await secretsOf(state);
  const password = (secret: SecretObject | undefined): string => JSON.stringify(secret?.data);
  return [...after.keys()].filter((name) => password(after.get(name)) !== password(before.get(name)));
}

const check = (name: string, run: (state: State) => Promise<void>): Check<State> => ({
  name,
  level: "P3",
  note: NOTE,
  run: (_ctx, state) => run(state),
});

/** The stack that copies the vault's secrets into the cluster, with all but the vault. */
export const part: Part<State> = {
  name: "azure-secrets",
  title: "Secrets of the vault, copied into the cluster",
  needs: ["terraform", "kubernetes"],
  seconds: 40,
  proves: ["GeneratedSecret"],
  inOrder: true,
  async prepare(ctx) {
    const kubernetes = await ctx.kubernetes();
    const namespace = await kubernetes.namespace("vault");
    const trial = new SynthesizedSite(
      ctx.tmp("site"),
      join(REPOSITORY, "examples", "enterprise", "site.yaml"),
    );
    trial.change({
      name: namespace,
      disposable: true,
      backend: { kind: "local", directory: ctx.tmp("state") },
      cluster: { kubeconfig: kubernetes.kubeconfig, context: null },
      azure: { access: { gateway: null } },
    });
    const project = await (await ctx.terraform()).project(folderOf(trial));
    return { kubernetes, namespace, trial, project };
  },
  checks: [
    {
      name: "it reads the vault for the time of a run and writes by write-only arguments, as the real providers want it",
      level: "P2",
      limit: 120,
      async run(ctx, { trial }) {
        await (await MockedStack.open(ctx, folderOf(trial))).validate();
      },
    },
    {
      name: "evaluated, each Secret has its name, its namespace and a revision, and no value is kept",
      level: "P2",
      limit: 120,
      note: "no Azure: texts stand in for ephemeral values, which Terraform would read from the real vault in a test, too",
      run: (ctx, { trial, namespace }) => evaluated(ctx, trial, namespace),
    },
    check("it applies: every copy is there with its keys, as the services read it", async (state) => {
      const asked = drawnInsteadOfVault(folderOf(state.trial));
      assert.deepEqual([...asked].sort(), Object.keys(COPIES).sort());
      await state.project.init();
      await state.project.apply();
      const secrets = await secretsOf(state);
      for (const [name, keys] of Object.values(COPIES)) {
        assert.deepEqual(Object.keys(secrets.get(name)?.data ?? {}).sort(), [...keys]);
      }
      const owner = secrets.get(AZURE_DATABASE_SECRETS.application.secretName);
      assert.equal(owner?.type, "kubernetes.io/basic-auth");
      assert.equal(Buffer.from(owner.data.username ?? "", "base64").toString(), "mattermost");
    }),
    check(
      "the second plan is empty though the vault would give other values, and the state holds none",
      async (state) => {
        const { empty, changes } = await state.project.plan();
        assert.ok(empty, `changes again: ${changes.map(({ address }) => address).join(", ")}`);
        const kept = await state.project.stateText();
        for (const { data } of (await secretsOf(state)).values()) {
          const values = Object.entries(data).flatMap(([key, value]) => (key === "username" ? [] : [value]));
          for (const value of values) {
            assert.ok(!kept.includes(value) && !kept.includes(Buffer.from(value, "base64").toString()));
          }
        }
      },
    ),
    check("a new revision writes one copy anew and no other", async (state) => {
      const { administrator } = AZURE_DATABASE_SECRETS;
      assert.deepEqual(await changed(state, { database: { administratorRevision: 2 } }), [
        administrator.secretName,
      ]);
      assert.deepEqual(await changed(state, { azure: { openAi: { keyRevision: 2 } } }), [
        OPEN_AI_KEY.secretName,
      ]);
    }),
    check("destroyed, no copy is left", async (state) => {
      await state.project.destroy();
      assert.deepEqual([...(await secretsOf(state)).keys()], []);
    }),
  ],
};

async function evaluated(ctx: Context, trial: SynthesizedSite, namespace: string): Promise<void> {
  const folder = folderOf(trial);
  const original = readFileSync(join(folder, "cdk.tf.json"), "utf8");
  assert.ok(!/"data":|"value":/.test(original), "a value is written where it is kept");
  const copy = ctx.tmp("evaluated");
  cpSync(folder, copy, { recursive: true });
  withoutVault(copy);
  const secrets = new AzureStack(copy).of("kubernetes_secret_v1");
  const names = Object.values(COPIES).map(([name]) => name);
  const all = secrets.map(({ address }) => address).join(", ");
  const stack = await MockedStack.open(ctx, copy);
  await stack.test({
    mock_provider: { azurerm: {}, kubernetes: {} },
    run: {
      copies: {
        command: "apply",
        assert: [
          {
            condition: `\${toset([for each in [${all}] : each.metadata[0].name]) == toset(${JSON.stringify(names)})}`,
            error_message: "a copy has another name",
          },
          {
            condition: `\${alltrue([for each in [${all}] : each.metadata[0].namespace == "${namespace}" && each.data_wo == null && each.data_wo_revision >= 1])}`,
            error_message: "a copy is elsewhere, or a value is kept",
          },
        ],
      },
    },
  });
}
