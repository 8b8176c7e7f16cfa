import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import {
  GeneratedSecret,
  Secret,
  type GeneratedSecretProps,
  type SecretField,
} from "../../../src/constructs/kubernetes/secret";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { problemCodes, synth, testStack, type SynthesizedStack } from "../../support/synth";
import { at, onlyResource } from "../../support/terraform-json";

const FIELDS: Readonly<Record<string, SecretField>> = {
  username: { value: "chat" },
  password: { generate: { length: 40 } },
};

function generated(props: Partial<GeneratedSecretProps> = {}): {
  secret: GeneratedSecret;
  json: () => SynthesizedStack;
} {
  const stack = testStack();
  const namespace = new Namespace(stack, "Namespace", { name: "outpost" });
  const secret = new GeneratedSecret(stack, "Keys", { namespace, name: "keys", fields: FIELDS, ...props });
  return { secret, json: () => synth(stack) };
}

describe("a generated secret", () => {
  test("draws each value at apply time, into one write-only sink", () => {
    const json = generated().json();
    const drawn = json.ephemeral?.random_password as Readonly<Record<string, unknown>>;
    const [id] = Object.keys(drawn);
    expect(Object.values(drawn)).toEqual([{ length: 40, special: false }]);
    expect(onlyResource(json, "kubernetes_secret_v1")).toMatchObject({
      metadata: { name: "keys", namespace: "outpost" },
      type: "Opaque",
      data_wo: { username: "chat", password: `\${substr(ephemeral.random_password.${id}.result, 0, 40)}` },
      data_wo_revision: 1,
    });
    expect(JSON.stringify(json).split(`ephemeral.random_password.${id}`)).toHaveLength(2);
  });

  test("keeps nothing where state would", () => {
    const secret = onlyResource(generated().json(), "kubernetes_secret_v1");
    for (const key of ["data", "string_data", "binary_data"]) expect(secret).not.toHaveProperty(key);
  });

  test("rotates with its revision, and only then", () => {
    const at = (revision: number): unknown =>
      onlyResource(generated({ revision }).json(), "kubernetes_secret_v1").data_wo_revision;
    expect([at(1), at(2)]).toEqual([1, 2]);
    expect([generated().secret.revision, generated({ revision: 7 }).secret.revision]).toEqual([1, 7]);
  });

  test("draws once for a stack, and cuts a piece of its own for each key of each secret", () => {
    const stack = testStack();
    const namespace = new Namespace(stack, "Namespace", { name: "outpost" });
    const lengths = { first: [24, 40], second: [32] };
    for (const [name, wanted] of Object.entries(lengths)) {
      const fields = Object.fromEntries(
        wanted.map((length) => [`key${String(length)}`, { generate: { length } }]),
      );
      new GeneratedSecret(stack, name, { namespace, name, fields });
    }
    const json = synth(stack);
    const pieces = Object.values(json.resource.kubernetes_secret_v1 ?? {})
      .flatMap((secret) => Object.values(at(secret, "data_wo")))
      .map((text) => /\.result, (\d+), (\d+)\)/.exec(String(text))!.slice(1).map(Number));
    expect(pieces).toEqual([
      [0, 24],
      [24, 40],
      [64, 32],
    ]);
    expect(Object.values(json.ephemeral?.random_password as object)).toEqual([
      { length: 96, special: false },
    ]);
  });

  test("carries the labels that an operator looks for", () => {
    const json = generated({ labels: { "cnpg.io/reload": "true" }, type: "kubernetes.io/basic-auth" }).json();
    expect(onlyResource(json, "kubernetes_secret_v1")).toMatchObject({
      type: "kubernetes.io/basic-auth",
      metadata: { labels: { "cnpg.io/reload": "true", "app.kubernetes.io/name": "keys" } },
    });
  });

  test.each([1, 8, 23])("refuses %i characters", (length) => {
    expect(problemCodes(() => generated({ fields: { password: { generate: { length } } } }))).toEqual([
      "HF3005",
    ]);
  });

  test("knows its keys", () => {
    const { secret } = generated();
    expect(secret.key("password")).toEqual({ secret, key: "password" });
    expect(problemCodes(() => secret.key("pasword"))).toEqual(["HF3006"]);
    expect(() => secret.key("pasword")).toThrow(/one of username, password/);
  });

  test("writes a given value as it is, whatever Terraform would make of it", () => {
    const json = generated({ fields: { path: { value: "${HOME}/%{x}" } } }).json();
    expect(at(onlyResource(json, "kubernetes_secret_v1"), "data_wo").path).toBe("$${HOME}/%%{x}");
  });

  test.each(["tls.key", "access-key", "MM_KEY"])("may have the key %j", (key) => {
    const json = generated({ fields: { [key]: { generate: { length: 24 } } } }).json();
    expect(at(onlyResource(json, "kubernetes_secret_v1"), "data_wo")).toHaveProperty([key]);
  });
});

describe("a secret of somebody else", () => {
  test("is known by name, has any key, and is not made", () => {
    const stack = testStack();
    const secret = Secret.fromName(stack, "Theirs", { name: "theirs", revision: 3 });
    expect([secret.secretName, secret.revision, secret.key("anything").key]).toEqual([
      "theirs",
      3,
      "anything",
    ]);
    expect(Secret.fromName(stack, "Other", { name: "other" }).revision).toBe(1);
    expect(synth(stack)).not.toHaveProperty("resource");
  });
});

describeWithReference("a generated secret", () => {
  test("is valid for the provider, and no ephemeral value leaks", () => {
    expect(checkAgainstProviderSchema(generated().json())).toEqual([]);
  });
});
