import type { IConstruct } from "constructs";
import type { CallsOffloader } from "../constructs/calls/offloader";
import type { Namespace } from "../constructs/kubernetes/namespace";
import type { Service } from "../constructs/kubernetes/service";
import { Workload } from "../constructs/kubernetes/workload";
import { constraintTexts, exceptionTexts, type ExemptionHolder, type ExemptionNeed } from "./exemption";
import { JOB_NEED, jobRequest } from "./job-exemptions";
import { EXPOSURE_NEEDS, type ExposureNeed } from "./policy-exemptions";

/** One thing that a cluster's policies would refuse, and the request to let it in. */
export interface SiteExemption {
  /** Name of the exceptions. */
  readonly name: string;
  readonly namespace: string;
  /** Policies of Kyverno's library that would refuse it. */
  readonly kyverno: readonly string[];
  /** Constraints of Gatekeeper's library that would refuse it. */
  readonly gatekeeper: readonly string[];
  /** What is asked for, why, and what still holds. */
  readonly text: string;
}

/** Every exemption that a site needs; empty texts where it needs none. */
export interface SiteExemptions {
  readonly requests: readonly SiteExemption[];
  /** PolicyExceptions, YAML. */
  readonly kyverno: string;
  /** Constraints with every namespace of the site that they must leave out, each once, YAML. */
  readonly gatekeeper: string;
}

interface Asked extends ExemptionHolder {
  readonly need: ExemptionNeed;
  readonly text: string;
}

/** Reads off a built tree what policies at Pod Security "restricted", and those against ways in, would refuse. */
export function siteExemptions(scope: IConstruct): SiteExemptions {
  const all = scope.node.findAll();
  const levels = new Map(all.filter(isNamespace).map((each) => [each.namespaceName, each.podSecurity]));
  const asked = [...waysIn(all), ...hostNetworks(all), ...jobs(all)]
    .map((each) => ({ ...each, text: `${each.text}${levelLine(levels.get(each.namespace))}` }))
    .sort((a, b) => (`${a.namespace}/${a.name}` < `${b.namespace}/${b.name}` ? -1 : 1));
  return {
    requests: asked.map(({ name, namespace, need, text }) => ({
      name,
      namespace,
      kyverno: Object.keys(need.kyverno),
      gatekeeper: Object.keys(need.gatekeeper),
      text,
    })),
    kyverno: exceptionTexts(asked),
    gatekeeper: constraintTexts(asked),
  };
}

/** The requests, and what is to be applied, for people to read. */
export function exemptionsText({ requests, kyverno, gatekeeper }: SiteExemptions): string {
  if (requests.length === 0) return "None.\n";
  const asked = requests.map((each) => {
    const policies = `Refused by Kyverno's ${each.kyverno.join(", ")}; by Gatekeeper's ${each.gatekeeper.join(", ")}.`;
    return `## ${each.name} in ${each.namespace}\n\n${each.text}${policies}\n\n`;
  });
  const engines = [
    ["Kyverno", kyverno],
    [
      "Gatekeeper, which leaves out whole namespaces; to be merged into the cluster's constraints",
      gatekeeper,
    ],
  ].map(([title, yaml]) => `## ${title}\n\n\`\`\`yaml\n${yaml}\`\`\`\n`);
  return [...asked, engines.join("\n")].join("");
}

/** Services that policies against ways into a cluster refuse, by workload. */
function waysIn(all: readonly IConstruct[]): readonly Asked[] {
  const groups = new Map<string, { readonly workload: string; readonly services: Service[] }>();
  for (const service of all.filter(isService)) {
    if (service.kind !== "node-port" && service.kind !== "load-balancer") continue;
    const workload = workloadOf(service);
    const key = `${service.namespace.namespaceName}/${workload}/${service.kind}`;
    const group = groups.get(key) ?? { workload, services: [] };
    group.services.push(service);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ workload, services }) => wayIn(workload, services));
}

function wayIn(workload: string, services: readonly Service[]): readonly Asked[] {
  const [{ kind, namespace } = {}] = services;
  if (kind !== "node-port" && kind !== "load-balancer") return [];
  const names = services.map(({ serviceName }) => serviceName).sort();
  const ports = [...new Set(services.flatMap((each) => each.openPorts))].sort();
  const type = kind === "node-port" ? "NodePort" : "LoadBalancer";
  return [
    {
      name: `${workload}-${kind}`,
      namespace: namespace?.namespaceName ?? "",
      workload,
      need: EXPOSURE_NEEDS[kind],
      text: [
        `${workload} needs Services of the type ${type}: ${names.join(", ")}.`,
        `People outside the cluster reach it on ${ports.join(", ")}, and nothing else leads there.`,
        "",
      ].join("\n"),
    },
  ];
}

/** The workload before which a Service stands; its own name where that has another. */
function workloadOf(service: Service): string {
  const beside = service.node.scope?.node.findAll().filter(Workload.isWorkload) ?? [];
  const { serviceName } = service;
  const before = beside.find(
    ({ workloadName }) => serviceName === workloadName || serviceName.startsWith(`${workloadName}-`),
  );
  return before?.workloadName ?? serviceName;
}

/** Workloads on the network of their nodes. */
function hostNetworks(all: readonly IConstruct[]): readonly Asked[] {
  return all.filter(Workload.isWorkload).flatMap(({ workloadName, namespace, weakenings }) => {
    const weakening = weakenings.find(({ setting }) => setting === "hostNetwork");
    if (!weakening) return [];
    const need: ExposureNeed = EXPOSURE_NEEDS["host-network"];
    return [
      {
        name: `${workloadName}-host-network`,
        namespace: namespace.namespaceName,
        workload: workloadName,
        need,
        text: `${workloadName} needs ${need.text}.\n${weakening.reason}\n`,
      },
    ];
  });
}

/** Jobs of recordings, whose pods somebody else's program makes. */
function jobs(all: readonly IConstruct[]): readonly Asked[] {
  return all
    .filter(isOffloader)
    .flatMap(({ jobs: { connections } }) => connections.members)
    .flatMap(({ pods }) => (pods ? [pods.namespace] : []))
    .map((namespace) => ({ name: "calls-jobs", namespace, need: JOB_NEED, text: jobRequest(namespace) }));
}

function levelLine(level: string | undefined): string {
  return level === undefined ? "" : `Pod Security of the namespace: ${level}.\n`;
}

function isNamespace(construct: IConstruct): construct is Namespace {
  const { podSecurity, namespaceName } = construct as Partial<Namespace>;
  return podSecurity !== undefined && namespaceName !== undefined;
}

function isService(construct: IConstruct): construct is Service {
  const { serviceName, openPorts } = construct as Partial<Service>;
  return serviceName !== undefined && openPorts !== undefined;
}

function isOffloader(construct: IConstruct): construct is CallsOffloader {
  const { offloader, jobs } = construct as Partial<CallsOffloader>;
  return offloader !== undefined && jobs !== undefined;
}
