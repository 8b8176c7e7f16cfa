import { ProblemError } from "../../../src/errors/problem";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { CallsOffloader, type CallsOffloaderProps } from "../../../src/constructs/calls/offloader";
import { imageList } from "../../../src/reports/image-list";
import { resourcesByName, synth, testStack } from "../../support/synth";

const REGISTRY = { host: "registry.outpost.example:5000/mirror", pullSecret: "registry-pull" };

function offloader(props: Partial<CallsOffloaderProps> = {}, registry?: typeof REGISTRY) {
  const stack = testStack({ registry });
  const made = new CallsOffloader(stack, "Offloader", {
    namespace: Namespace.fromName(stack, "Namespace", "outpost"),
    jobsNamespace: Namespace.fromName(stack, "JobsNamespace", "outpost-jobs"),
    recordedCalls: 2,
    transcribes: true,
    ...props,
  });
  return { stack, made };
}

interface Container {
  readonly env: readonly { readonly name: string; readonly value?: string }[];
}

function environment(stack: ReturnType<typeof testStack>): Readonly<Record<string, string | undefined>> {
  const set = resourcesByName(synth(stack), "kubernetes_stateful_set_v1")["calls-offloader"] as unknown as {
    readonly spec: { readonly template: { readonly spec: { readonly container: readonly Container[] } } };
  };
  const env = set.spec.template.spec.container[0]?.env ?? [];
  return Object.fromEntries(env.map(({ name, value }) => [name, value]));
}

function codeOf(make: () => unknown): string | undefined {
  try {
    make();
  } catch (error) {
    return (error as ProblemError).problems[0]?.code;
  }
  return undefined;
}

test("the plugin and the offloader get the same registry, and the jobs' images are on the list", () => {
  const { stack, made } = offloader({}, REGISTRY);
  const images = imageList(stack).map(({ reference }) => reference);
  expect(made.offloader.imageRegistry).toBe("registry.outpost.example:5000/mirror/mattermost");
  expect(environment(stack)).toMatchObject({
    JOBS_IMAGEREGISTRY: made.offloader.imageRegistry,
    JOBS_MAXCONCURRENTJOBS: "4",
    API_SECURITY_ALLOWSELFREGISTRATION: "true",
    K8S_NAMESPACE: "outpost-jobs",
    K8S_JOB_POD_TOLERATIONS: "[]",
    SECURITY_CONTEXT_PRIVILEGED: "false",
  });
  expect(images).toContain(`${made.offloader.imageRegistry}/calls-recorder:v0.8.13`);
  expect(images).toContain(`${made.offloader.imageRegistry}/calls-transcriber:v0.7.2`);
});

test("it may start jobs in their namespace and nothing else; job pods have no token", () => {
  const json = synth(offloader({}, REGISTRY).stack);
  expect(resourcesByName(json, "kubernetes_role_v1")).toMatchObject({
    "calls-offloader": {
      metadata: { namespace: "outpost-jobs" },
      rule: [
        { api_groups: ["batch"], resources: ["jobs"], verbs: ["create", "list", "watch", "delete"] },
        { api_groups: [""], resources: ["pods"], verbs: ["list"] },
        { api_groups: [""], resources: ["pods/log"], verbs: ["get"] },
      ],
    },
  });
  const accounts = resourcesByName(json, "kubernetes_default_service_account_v1");
  expect(Object.values(accounts)).toMatchObject([
    {
      metadata: { namespace: "outpost-jobs" },
      automount_service_account_token: false,
      image_pull_secret: [{ name: "registry-pull" }],
    },
  ]);
});

test("a client that is registered beforehand outlives the pod", () => {
  const { stack } = offloader();
  const secret = Secret.fromName(stack, "Client", { name: "client" });
  const client = { clientId: secret.key("clientid"), authKey: secret.key("authkey") };
  const other = offloader({
    registration: { kind: "registered", client, adminKey: secret.key("adminkey") },
  });
  expect(environment(other.stack)).toMatchObject({
    API_SECURITY_ALLOWSELFREGISTRATION: "false",
    API_SECURITY_ENABLEADMIN: "true",
  });
});

test.each<[string, Partial<CallsOffloaderProps>, typeof REGISTRY | undefined, string]>([
  ["fewer jobs than calls need", { maxConcurrentJobs: 3 }, undefined, "HF3740"],
  ["no recorded call", { recordedCalls: 0 }, undefined, "HF3740"],
  ["an odd registry", {}, { ...REGISTRY, host: "registry@outpost" }, "HF3741"],
  ["an unknown server", { serverVersion: "12.0.0" }, undefined, "HF3742"],
  ["a time that it doesn't understand", { failedJobsRetention: "1w" }, undefined, "HF3748"],
])("%s is refused", (_, props, registry, code) => {
  expect(codeOf(() => offloader(props, registry))).toBe(code);
});

test("jobs get no namespace that they can't live in", () => {
  const stack = testStack();
  const namespace = Namespace.fromName(stack, "Namespace", "outpost");
  const restricted = new Namespace(stack, "Restricted", { name: "jobs" });
  const make = (id: string, jobsNamespace: CallsOffloaderProps["jobsNamespace"]) => () =>
    new CallsOffloader(stack, id, { namespace, jobsNamespace, recordedCalls: 1 });
  expect(codeOf(make("A", namespace))).toBe("HF3743");
  expect(codeOf(make("B", restricted))).toBe("HF3743");
});
