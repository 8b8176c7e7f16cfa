import { rmSync } from "node:fs";
import { referenceMissing } from "../support/reference";
import { resourcesOf, type Json } from "../support/terraform-json";
import { edgeDisagreements } from "./edges";
import { exampleNames, synthesizeExample, type Example } from "./example";
import { difference } from "./golden";
import { allowedImages, imagesOf } from "./images";
import { mattermostVariableProblems, unresolvedVariables } from "./mattermost-variables";
import { secretLiterals } from "./secret-literals";

const withReference = referenceMissing === undefined ? test.each : test.skip.each;

/** A stack with one Deployment of one container. */
function stackWith(container: Json, more: Json = {}): Json {
  const template = { metadata: { labels: {} }, spec: { container: [{ name: "chat", ...container }] } };
  const metadata = { name: "chat", namespace: "outpost" };
  return { resource: { kubernetes_deployment_v1: { Chat: { metadata, spec: { template } } }, ...more } };
}

function withEnv(...env: readonly (readonly [string, string])[]): Json {
  return stackWith({ env: env.map(([name, value]) => ({ name, value })) });
}

describe("the check of Mattermost variables", () => {
  withReference([
    ["a setting that does not exist", "MM_SERVICESETTINGS_SITEURLL", "x", "no such setting"],
    ["a setting that was removed", "MM_BLEVESETTINGS_BATCHSIZE", "1", "no such setting"],
    ["a word for a truth value", "MM_CLUSTERSETTINGS_ENABLE", "yes", "is no bool"],
    ["a unit on a number", "MM_SQLSETTINGS_MAXOPENCONNS", "100 ", "is no int"],
    ["an empty list", "MM_SQLSETTINGS_DATASOURCEREPLICAS", "", "is no []string"],
    ["broken JSON", "MM_PLUGINSETTINGS_PLUGINSTATES", "{", "is no map"],
    [
      "a variable that makes the server die",
      "MM_SQLSETTINGS_REPLICALAGSETTINGS",
      "[]",
      "no variable can set it",
    ],
  ])("refuses %s", (_, name, value, expected) => {
    expect(mattermostVariableProblems(withEnv([name, value]))).toEqual([expect.stringContaining(expected)]);
  });

  test("refuses a reference to what comes later", () => {
    const late = withEnv(["A", "$(B)"], ["B", "b"]);
    expect(unresolvedVariables(late)).toEqual([expect.stringContaining("$(B) is not defined before it")]);
    expect(unresolvedVariables(withEnv(["B", "b"], ["A", "$(B)"]))).toEqual([]);
  });
});

describe("the search for secrets", () => {
  const secret = (body: Json): Json => stackWith({}, { kubernetes_secret_v1: { Keys: body } });

  test.each<[string, Json]>([
    ["a password in the environment", withEnv(["DB_PASSWORD", "hunter2hunter2"])],
    ["a salt in the environment", withEnv(["MM_FILESETTINGS_PUBLICLINKSALT", "abcdefghijklmnop"])],
    ["a password in an address", withEnv(["DSN", "postgres://chat:hunter2@db.example/chat"])],
    ["a secret with data", secret({ data: { user: "chat" } })],
    ["a secret with a written password", secret({ data_wo: { password: "hunter2" } })],
    ["a private key", withEnv(["PEM", "-----BEGIN EC PRIVATE KEY-----"])],
    ["a random text", withEnv(["X", "q8Zt0vP3mK9xW2bN5sL7dF4gH1jC6yR0"])],
    [
      "a password in a file",
      { resource: { kubernetes_config_map_v1: { C: { data: { f: "password = hunter2hunter2" } } } } },
    ],
  ])("finds %s", (_, stack) => {
    expect(secretLiterals(stack)).not.toEqual([]);
    expect(secretLiterals(stack).join()).not.toContain("hunter2");
  });

  test.each<[string, Json]>([
    [
      "references",
      withEnv(["MM_FILESETTINGS_PUBLICLINKSALT", "$(SALT)"], ["DSN", "postgres://$(U):$(P)@db.example"]),
    ],
    [
      "values drawn at apply time",
      secret({
        data_wo: { password: "${substr(ephemeral.random_password.P.result, 0, 32)}", username: "chat" },
      }),
    ],
    ["digests and hashes", withEnv(["IMAGE", `r.example/a@sha256:${"0a1b".repeat(16)}`])],
    ["names and paths", withEnv(["P", "/mattermost/plugins/com.mattermost.calls-2024-build-11"])],
  ])("lets %s be", (_, stack) => {
    expect(secretLiterals(stack)).toEqual([]);
  });
});

test("a golden difference shows what changed and where", () => {
  expect(difference("a\nb\nc\nd\ne\nf", "a\nb\nc\nX\ne\nf")).toBe(
    ["@@ line 4 @@", "  a", "  b", "  c", "- d", "+ X", "  e", "  f"].join("\n"),
  );
});

describe.each(exampleNames().slice(0, 1))("an example that was tampered with: %s", (name) => {
  const example = synthesizeExample(name);
  rmSync(example.folder, { recursive: true });
  const services = Object.keys(example.stacks).find((stack) => stack.endsWith("-services"))!;

  function tampered(change: (policies: Record<string, Json>) => void): Example {
    const stacks = structuredClone(example.stacks) as Record<
      string,
      { resource: Record<string, Record<string, Json>> }
    >;
    change(stacks[services]!.resource.kubernetes_network_policy_v1!);
    return { ...example, stacks: stacks };
  }

  const first = (policies: Record<string, Json>): string =>
    Object.keys(policies).find((id) => id.startsWith("Mattermost_"))!;

  test.each<[string, (policies: Record<string, Json>) => void, string]>([
    [
      "a policy is gone",
      (policies) => {
        Reflect.deleteProperty(policies, first(policies));
      },
      "connected, but denied",
    ],
    [
      "a policy lets everybody in",
      (policies) => {
        (policies[first(policies)]!.spec as Record<string, unknown>).ingress = [{}];
      },
      "allowed, but not connected",
    ],
    [
      "a policy has lost a rule",
      (policies) => {
        ((policies[first(policies)]!.spec as Record<string, unknown>).egress as unknown[]).pop();
      },
      "connected, but denied",
    ],
  ])("%s", (_, change, expected) => {
    expect(edgeDisagreements(tampered(change))).toEqual(
      expect.arrayContaining([expect.stringContaining(expected)]),
    );
  });

  test("every image of the stacks is looked at, and another tag is not allowed", () => {
    const allowed = allowedImages(example.site);
    const images = Object.values(example.stacks).flatMap((stack) => imagesOf(stack));
    const places = images.map(({ place }) => place).join("\n");
    for (const part of ["mattermost", "nginx", "Cluster ", "cert-manager", "cloudnative-pg"])
      expect(places).toContain(part);
    for (const { image } of images)
      expect(allowed.has(image.replace(/:[^:@/]+(@|$)/, ":latest$1"))).toBe(false);
    expect(resourcesOf(example.stacks[services]!).length).toBeGreaterThan(20);
  });
});
