import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { MockedStack, type TestFile } from "../toolchain/mocked-stack";
import type { Part } from "../part";

/** The harness for stacks of clouds: what it accepts and what it refuses. */
export const part: Part<MockedStack> = {
  name: "terraform-mocks",
  title: "Stacks for clouds, evaluated by terraform test with mock providers",
  needs: ["terraform"],
  async prepare(ctx) {
    const folder = ctx.tmp("cloud");
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(STACK));
    return MockedStack.open(ctx, folder);
  },
  checks: [
    {
      name: "a JSON stack with a cloud's backend validates without it",
      level: "P2",
      run: (_ctx, stack) => stack.validate(),
    },
    {
      name: "it applies: mock values are what the test gives, ephemeral values are real",
      level: "P2",
      run: (_ctx, stack) => stack.test(tests(KNOWN)),
    },
    {
      name: "a false condition fails, by the name of its run",
      level: "P2",
      async run(_ctx, stack) {
        const wrong = stack.test(tests('azuread_application.chat.display_name == "other"'));
        await assert.rejects(wrong, /applies: Test assertion failed: the name is Chat/);
      },
    },
    {
      name: "an argument that the real provider refuses fails",
      level: "P2",
      async run(ctx) {
        const folder = ctx.tmp("wrong");
        const chat = { display_name: "Chat", sign_in_audience: "Everybody" };
        const wrong = { ...STACK, resource: { azuread_application: { chat } } };
        writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(wrong));
        const stack = await MockedStack.open(ctx, folder);
        await assert.rejects(stack.test(tests(KNOWN)), /azuread_application.chat: .*sign_in_audience/);
      },
    },
  ],
};

const KNOWN = 'azuread_application.chat.client_id == "known"';

const STACK = {
  terraform: {
    backend: { azurerm: { storage_account_name: "none", container_name: "state", key: "chat" } },
    required_providers: {
      azuread: { source: "azuread", version: "3.7.0" },
      kubernetes: { source: "kubernetes", version: "2.38.0" },
      random: { source: "random", version: "3.7.2" },
    },
  },
  provider: { azuread: [{}], kubernetes: [{}], random: [{}] },
  ephemeral: { random_password: { key: { length: 20 } } },
  resource: {
    azuread_application: { chat: { display_name: "Chat" } },
    kubernetes_secret_v1: {
      chat: {
        metadata: { name: "chat" },
        data_wo: { key: "${ephemeral.random_password.key.result}" },
        data_wo_revision: 1,
      },
    },
  },
} as const;

const tests = (condition: string): TestFile => ({
  mock_provider: {
    azuread: { mock_resource: { azuread_application: { defaults: { client_id: "known" } } } },
    kubernetes: {},
  },
  run: {
    applies: {
      command: "apply",
      assert: [
        {
          condition: `\${${condition}}`,
          error_message: "the name is ${azuread_application.chat.display_name}",
        },
      ],
    },
  },
});
