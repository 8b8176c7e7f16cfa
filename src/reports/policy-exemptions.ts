import { mediaPodSecurity, type MediaExposureKind } from "../constructs/calls/exposure";
import { exemptionTexts, type ExemptionNeed, type PolicyExemptions } from "./exemption";

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

/** What one way in asks for. */
export interface ExposureNeed extends ExemptionNeed {
  readonly text: string;
}

/** By the way in: the same for whatever is reached by it. */
export const EXPOSURE_NEEDS: Readonly<Record<Exclude<MediaExposureKind, "turn-only">, ExposureNeed>> = {
  "host-network": {
    kinds: ["Pod", "StatefulSet"],
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
    kinds: ["Service"],
    kyverno: { "restrict-nodeport": ["validate-nodeport"] },
    gatekeeper: { K8sBlockNodePort: "block-node-port" },
    text: "one Service of the type NodePort for each router",
  },
  "load-balancer": {
    kinds: ["Service"],
    kyverno: { "no-loadbalancer-service": ["no-LoadBalancer"] },
    gatekeeper: { K8sBlockLoadBalancer: "block-load-balancer" },
    text: "one Service of the type LoadBalancer for each router",
  },
};

/** The written exemption that a policy team needs to let the routers in, as narrow as each engine allows. */
export function policyExemptions(request: ExemptionRequest): PolicyExemptions {
  const { exposure, name, namespace } = request;
  if (exposure === "turn-only") return { kyverno: "", gatekeeper: "", text: "" };
  const need = EXPOSURE_NEEDS[exposure];
  return {
    ...exemptionTexts({ name: `${name}-media`, namespace, workload: name }, need),
    text: requestText(request, need),
  };
}

function requestText(request: ExemptionRequest, need: ExposureNeed): string {
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
