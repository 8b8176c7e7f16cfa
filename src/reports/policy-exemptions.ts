import { stringify } from "yaml";
import { mediaPodSecurity, type MediaExposureKind } from "../constructs/calls/exposure";

/** What the routers ask of a cluster whose policies would refuse them. */
export interface ExemptionRequest {
  readonly exposure: MediaExposureKind;
  /** Namespace of the routers; nothing else should be in it. */
  readonly namespace: string;
  /** Name of the routers. */
  readonly name: string;
  /** UDP and TCP. */
  readonly mediaPort: number;
  readonly routers: number;
}

/** What a policy team is given; nothing in it where the exposure needs no exemption. */
export interface PolicyExemptions {
  /** Kyverno's PolicyException, YAML. */
  readonly kyverno: string;
  /** Gatekeeper's constraints with the exclusion, to be merged into those of the cluster, YAML. */
  readonly gatekeeper: string;
  /** For the request itself. */
  readonly text: string;
}

interface Need {
  readonly kind: "Pod" | "Service";
  /** Rules by policy, by the names of Kyverno's own library. */
  readonly kyverno: Readonly<Record<string, readonly string[]>>;
  /** Constraints by kind, by the names of Gatekeeper's own library. */
  readonly gatekeeper: Readonly<Record<string, string>>;
  readonly text: string;
}

const NEEDS: Readonly<Record<MediaExposureKind, Need | undefined>> = {
  "host-network": {
    kind: "Pod",
    kyverno: {
      "disallow-host-namespaces": ["host-namespaces", "autogen-host-namespaces"],
      "disallow-host-ports": ["host-ports-none", "autogen-host-ports-none"],
    },
    gatekeeper: {
      K8sPSPHostNamespace: "psp-host-namespace",
      K8sPSPHostNetworkingPorts: "psp-host-network-ports",
    },
    text: "host networking and the host ports that come with it",
  },
  "node-port": {
    kind: "Service",
    kyverno: { "restrict-nodeport": ["validate-nodeport"] },
    gatekeeper: { K8sBlockNodePort: "block-node-port" },
    text: "one Service of the type NodePort for each router",
  },
  "load-balancer": {
    kind: "Service",
    kyverno: { "no-loadbalancer-service": ["no-LoadBalancer"] },
    gatekeeper: { K8sBlockLoadBalancer: "block-load-balancer" },
    text: "one Service of the type LoadBalancer for each router",
  },
  "turn-only": undefined,
};

/** The written exemption that a policy team needs to let the routers in, as narrow as each engine allows. */
export function policyExemptions(request: ExemptionRequest): PolicyExemptions {
  const need = NEEDS[request.exposure];
  if (!need) return { kyverno: "", gatekeeper: "", text: "" };
  return {
    kyverno: stringify(policyException(request, need)),
    gatekeeper: Object.entries(need.gatekeeper)
      .map(([kind, name]) => stringify(excluded(kind, name, request.namespace)))
      .join("---\n"),
    text: requestText(request, need),
  };
}

function policyException({ name, namespace }: ExemptionRequest, need: Need): object {
  const kinds = need.kind === "Pod" ? ["Pod", "StatefulSet"] : ["Service"];
  return {
    apiVersion: "kyverno.io/v2",
    kind: "PolicyException",
    metadata: { name: `${name}-media`, namespace },
    spec: {
      exceptions: Object.entries(need.kyverno).map(([policyName, ruleNames]) => ({
        policyName,
        ruleNames: [...ruleNames],
      })),
      match: { any: [{ resources: { kinds, namespaces: [namespace], names: [name, `${name}-*`] } }] },
    },
  };
}

function excluded(kind: string, name: string, namespace: string): object {
  return {
    apiVersion: "constraints.gatekeeper.sh/v1beta1",
    kind,
    metadata: { name },
    spec: { match: { excludedNamespaces: [namespace] } },
  };
}

function requestText(request: ExemptionRequest, need: Need): string {
  const { exposure, mediaPort, name, namespace, routers } = request;
  const { level } = mediaPodSecurity(exposure);
  return [
    `The namespace ${namespace} holds ${String(routers)} media routers (${name}) and nothing else.`,
    `They need ${need.text}: media of calls is UDP that no HTTP proxy carries, and each router must be dialled by itself.`,
    `Pod Security of the namespace: ${level}.`,
    `Everything else holds: no root, no capability, no privilege, a read-only file system, no service-account token.`,
    `Opened: ${String(mediaPort)} UDP and TCP from the devices' networks; 8045 TCP from Mattermost's servers alone.`,
    "",
  ].join("\n");
}
