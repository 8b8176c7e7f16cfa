import { Connections } from "../../../src/constructs/kubernetes/connections";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { PushProxy, type PushProxyProps } from "../../../src/constructs/push/push-proxy";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { problemCodes, resourcesByName, synth, testStack } from "../../support/synth";
import { podsOf } from "../../support/terraform-json";

const APPLE = { keyId: "ABCDE12345", teamId: "TEAM567890", topic: "example.agency.chat" };

function scene(overrides: Partial<PushProxyProps> = {}) {
  const stack = testStack();
  const secret = Secret.fromName(stack, "Keys", { name: "push-keys" });
  const both: PushProxyProps = {
    namespace: new Namespace(stack, "Namespace", { name: "agency" }),
    apple: { ...APPLE, key: secret.key("apns") },
    android: { serviceAccount: secret.key("fcm") },
  };
  return { stack, proxy: new PushProxy(stack, "Push", { ...both, ...overrides }) };
}

interface Config {
  readonly ApplePushSettings: readonly { readonly Type: string; readonly AppleAuthKeyFile: string }[];
  readonly AndroidPushSettings: readonly { readonly ServiceFileLocation: string }[];
}

function configOf(stack: ReturnType<typeof scene>["stack"]): Config {
  const { data } = resourcesByName(synth(stack), "kubernetes_config_map_v1")["push-proxy-config"] as {
    data: Record<string, string>;
  };
  return JSON.parse(data["mattermost-push-proxy.json"]!) as Config;
}

describeWithReference("the provider's schema", () => {
  test("takes the push proxy", () => {
    expect(checkAgainstProviderSchema(synth(scene().stack))).toEqual([]);
  });
});

test("the configuration names files that are mounted from the Secrets", () => {
  const { stack } = scene();
  const [pod] = podsOf(synth(stack));
  const folders = (pod!.containers[0]!.volume_mount as { mount_path: string }[]).map(
    (each) => each.mount_path,
  );
  const { AndroidPushSettings, ApplePushSettings } = configOf(stack);
  const files = [
    ...ApplePushSettings.map((each) => each.AppleAuthKeyFile),
    ...AndroidPushSettings.map((each) => each.ServiceFileLocation),
  ];
  expect(files).toHaveLength(4);
  for (const file of files) expect(folders).toContain(file.slice(0, file.lastIndexOf("/")));
});

test.each<[string, Partial<PushProxyProps>, readonly string[]]>([
  ["both", {}, ["api.push.apple.com", "oauth2.googleapis.com", "fcm.googleapis.com"]],
  ["iOS alone", { android: undefined }, ["api.push.apple.com"]],
  ["Android alone", { apple: undefined }, ["oauth2.googleapis.com", "fcm.googleapis.com"]],
])("with %s it opens what it needs outside, on 443", (_, overrides, hosts) => {
  const { proxy, stack } = scene(overrides);
  const outgoing = Connections.allBelow(stack).filter(({ from }) => from === proxy.connections.members[0]);
  expect(outgoing.map(({ to }) => to.sideName)).toEqual(hosts);
  expect(new Set(outgoing.map(({ port }) => port.port))).toEqual(new Set([443]));
  expect(proxy.url).toBe("http://push-proxy.agency.svc.cluster.local:8066");
});

test.each<[string, Partial<PushProxyProps>, string]>([
  ["no app", { apple: undefined, android: undefined }, "HF3642"],
  ["a short key id", { apple: { ...APPLE, keyId: "ABC", key: key() } }, "HF3643"],
  ["a topic that is none", { apple: { ...APPLE, topic: "chat", key: key() } }, "HF3643"],
])("%s", (_, overrides, code) => {
  expect(problemCodes(() => scene(overrides))).toEqual([code]);
});

function key() {
  return Secret.fromName(testStack(), "Keys", { name: "push-keys" }).key("apns");
}
