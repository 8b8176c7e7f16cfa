import type { Construct } from "constructs";
import type { Port } from "../kubernetes/connections";
import type { INamespace } from "../kubernetes/namespace";
import { Service, type ServiceExposure } from "../kubernetes/service";
import type { MediaExposure } from "./exposure";
import { routerName } from "./rtcd-environment";

/** The label that Kubernetes puts on each pod of a StatefulSet. */
const POD_NAME_LABEL = "statefulset.kubernetes.io/pod-name";

export interface RouterServicesProps {
  readonly name: string;
  readonly namespace: INamespace;
  readonly exposure: MediaExposure;
  /** UDP and TCP. */
  readonly media: readonly Port[];
}

/** The Services by which devices reach each router; none where they need none. */
export function routerServices(scope: Construct, props: RouterServicesProps): readonly Service[] {
  const { exposure, media } = props;
  switch (exposure.kind) {
    case "host-network":
    case "turn-only":
      return [];
    case "node-port":
      return exposure.ports.map((port, index) =>
        routerService(scope, props, index, { kind: "node-port", nodePorts: { media: port } }, media),
      );
    case "load-balancer":
      return exposure.addresses.flatMap((address, index) => {
        const { annotations, mixedProtocols } = exposure;
        const balanced: ServiceExposure = { kind: "load-balancer", address, annotations };
        if (mixedProtocols ?? true) return [routerService(scope, props, index, balanced, media)];
        return media.map((port) => routerService(scope, props, index, balanced, [port]));
      });
  }
}

function routerService(
  scope: Construct,
  { media, name, namespace }: RouterServicesProps,
  index: number,
  exposure: ServiceExposure,
  ports: readonly Port[],
): Service {
  const router = routerName(name, index);
  const suffix = ports.length === media.length ? "" : `-${(ports[0]?.protocol ?? "TCP").toLowerCase()}`;
  return new Service(scope, `Media${String(index)}${suffix}`, {
    name: `${router}${suffix}`,
    namespace,
    selector: { [POD_NAME_LABEL]: router },
    ports: ports.map((target) => ({ port: target.port, target })),
    exposure,
    ipv4Only: true,
  });
}
