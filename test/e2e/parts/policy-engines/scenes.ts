import type { PolicyExemptions } from "../../../../src/reports/exemption";
import { jobExemptions } from "../../../../src/reports/job-exemptions";
import { policyExemptions } from "../../../../src/reports/policy-exemptions";
import { objectsIn, podOf } from "../rtcd/admission";
import { EXPOSURES } from "../rtcd/router-stack";

export const HOME = "outpost-media";
export const ELSEWHERE = "outpost";

/** What a policy team is handed, and the objects that it is for. */
export interface Scene {
  readonly name: string;
  readonly exemptions: PolicyExemptions;
  /** The same objects in any namespace. */
  readonly objects: (namespace: string) => readonly object[];
}

const ROUTERS = { namespace: HOME, name: "rtcd", mediaPort: 8443, routers: 2 } as const;

export const SCENES: readonly Scene[] = [
  {
    name: "host-network",
    exemptions: policyExemptions({ ...ROUTERS, exposure: "host-network" }),
    objects: (namespace) => [podIn(namespace)],
  },
  ...(["node-port", "load-balancer"] as const).map((exposure) => ({
    name: exposure,
    exemptions: policyExemptions({ ...ROUTERS, exposure }),
    objects: (namespace: string) => mediaServices(namespace, exposure),
  })),
  { name: "recordings", exemptions: jobExemptions(HOME), objects: (namespace) => [jobPod(namespace)] },
];

function podIn(namespace: string): object {
  const pod = podOf(objectsIn(namespace, EXPOSURES["host-network"])) as { readonly metadata: object };
  return { ...pod, metadata: { ...pod.metadata, namespace } };
}

function mediaServices(namespace: string, exposure: "node-port" | "load-balancer"): readonly object[] {
  const objects = objectsIn(namespace, EXPOSURES[exposure]) as readonly {
    readonly kind: string;
    readonly spec: { readonly type?: string };
  }[];
  return objects.filter(({ kind, spec }) => kind === "Service" && spec.type !== "ClusterIP");
}

/** A pod as the offloader makes it: seen in the part `offloader`. */
function jobPod(namespace: string): object {
  const name = "calls-recorder-job-0";
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels: { app: "mattermost-calls-offloader" } },
    spec: {
      restartPolicy: "Never",
      containers: [
        {
          name,
          image: "docker.io/mattermost/calls-recorder:v0.8.13",
          securityContext: { privileged: false },
        },
      ],
    },
  };
}
