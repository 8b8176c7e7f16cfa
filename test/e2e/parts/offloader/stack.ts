import { CallsOffloader, type CallsOffloaderProps } from "../../../../src/constructs/calls/offloader";
import { Namespace } from "../../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../../src/constructs/kubernetes/secret";
import { synth, testStack, type SynthesizedStack } from "../../../support/synth";
import { podsOf } from "../../../support/terraform-json";
import { podEnvironment } from "../../toolchain/pod-environment";

export const SECRETS = {
  clientid: "mattermost",
  authkey: "k".repeat(48),
  adminkey: "a".repeat(48),
} as const;

export interface Places {
  readonly namespace: string;
  readonly jobs: string;
}

/** What a person may say of it, and the private registry of the cluster. */
export interface Choices extends Partial<CallsOffloaderProps> {
  readonly registry?: string;
}

export function offloaderStack({ jobs, namespace }: Places, choices: Choices = {}): SynthesizedStack {
  const { registry, ...props } = choices;
  const stack = testStack({ registry: registry === undefined ? undefined : { host: registry } });
  const secret = Secret.fromName(stack, "Client", { name: "calls-offloader-client" });
  const client = { clientId: secret.key("clientid"), authKey: secret.key("authkey") };
  new CallsOffloader(stack, "Offloader", {
    namespace: Namespace.fromName(stack, "Namespace", namespace),
    jobsNamespace: Namespace.fromName(stack, "JobsNamespace", jobs),
    recordedCalls: 1,
    transcribes: true,
    registration: { kind: "registered", client, adminKey: secret.key("adminkey") },
    ...props,
  });
  return synth(stack);
}

/** The program and the job that registers its client, as Kubernetes would start them. */
export interface RenderedOffloader {
  readonly environment: Readonly<Record<string, string>>;
  readonly registration: { readonly script: string; readonly environment: Readonly<Record<string, string>> };
}

export function renderedOffloader(stack: SynthesizedStack): RenderedOffloader {
  const containers = podsOf(stack).flatMap((pod) => pod.containers);
  const program = containers.find((each) => each.name === "calls-offloader")!;
  const job = containers.find((each) => each.name === "register")!;
  return {
    environment: podEnvironment(program.env, { secrets: SECRETS }),
    registration: {
      script: (job.command as readonly string[]).at(-1)!,
      environment: podEnvironment(job.env, { secrets: SECRETS }),
    },
  };
}
