import type {
  LabelSelector,
  NetworkPolicy,
  PolicyPeer,
  PolicyPort,
  Protocol,
} from "./network-policy-evaluator";
import { isRecord } from "./terraform-type";

type Json = Readonly<Record<string, unknown>>;

/**
 * A `kubernetes_network_policy_v1` resource as the API server gets it. Blocks may stand as one object or as a list;
 * an empty object is a block that is there and empty.
 */
export function policyFromTerraform(resource: Json): NetworkPolicy {
  const metadata = first(resource.metadata) ?? {};
  const spec = first(resource.spec) ?? {};
  return {
    metadata: { name: text(metadata.name) ?? "", namespace: text(metadata.namespace) ?? "default" },
    spec: {
      podSelector: selector(spec.pod_selector) ?? {},
      policyTypes: spec.policy_types as ("Ingress" | "Egress")[] | undefined,
      ingress: all(spec.ingress).map((rule) => ({
        from: peers(rule.from),
        ports: ports(rule.ports),
      })),
      egress: all(spec.egress).map((rule) => ({ to: peers(rule.to), ports: ports(rule.ports) })),
    },
  };
}

function peers(blocks: unknown): readonly PolicyPeer[] {
  return all(blocks).map((block) => {
    const ipBlock = first(block.ip_block);
    return {
      podSelector: selector(block.pod_selector),
      namespaceSelector: selector(block.namespace_selector),
      ipBlock: ipBlock && {
        cidr: String(ipBlock.cidr),
        except: ipBlock.except as string[] | undefined,
      },
    };
  });
}

/** The provider takes every port as text; digits are a number. */
function ports(blocks: unknown): readonly PolicyPort[] {
  return all(blocks).map((block) => {
    const port = text(block.port);
    return {
      port: port !== undefined && /^\d+$/.test(port) ? Number(port) : port,
      endPort: block.end_port === undefined ? undefined : Number(block.end_port),
      protocol: block.protocol as Protocol | undefined,
    };
  });
}

function selector(blocks: unknown): LabelSelector | undefined {
  const block = first(blocks);
  if (!block) return undefined;
  return {
    matchLabels: block.match_labels as Record<string, string> | undefined,
    matchExpressions: all(block.match_expressions) as unknown as LabelSelector["matchExpressions"],
  };
}

function all(blocks: unknown): readonly Json[] {
  if (blocks === undefined || blocks === null) return [];
  return (Array.isArray(blocks) ? blocks : [blocks]).filter(isRecord);
}

function first(blocks: unknown): Json | undefined {
  return all(blocks)[0];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
