import type { Default } from "../defaults";
import type { SiteGpuNodes } from "../site-agents";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";

const PATH = "gpuNodes";

const DEFAULTS = {
  perNode: { value: 1, reason: "one card in a node" },
  operator: { value: "present", reason: "a cluster with GPU nodes mostly has the device plugin" },
  driver: {
    value: "on-node",
    reason: "a driver container compiles against the kernel, with headers from outside",
  },
  label: {
    value: { key: "nvidia.com/gpu.present", value: "true" },
    reason: "set by the GPU operator's feature discovery",
  },
  taint: {
    value: { key: "nvidia.com/gpu", effect: "NoSchedule" },
    reason: "the taint that the GPU operator's own pods put up with",
  },
} as const satisfies Readonly<Record<string, Default<unknown>>>;

/** Nodes with GPUs; none by default. */
export function resolveGpuNodes({ gpuNodes }: SiteSpec, ledger: Ledger): SiteGpuNodes | undefined {
  if (gpuNodes === undefined) {
    ledger.absent(PATH, "no node has a GPU");
    return undefined;
  }
  const { taint } = gpuNodes;
  return {
    count: ledger.written(`${PATH}.count`, gpuNodes.count),
    gpu: ledger.written(`${PATH}.gpu`, gpuNodes.gpu),
    perNode: ledger.chosen<number>(`${PATH}.perNode`, gpuNodes.perNode, DEFAULTS.perNode),
    slice: ledger.optional(`${PATH}.slice`, gpuNodes.slice, "whole GPUs"),
    operator: ledger.chosen<"install" | "present">(`${PATH}.operator`, gpuNodes.operator, DEFAULTS.operator),
    driver: ledger.chosen<"on-node" | "container">(`${PATH}.driver`, gpuNodes.driver, DEFAULTS.driver),
    label: ledger.chosen<SiteGpuNodes["label"]>(`${PATH}.label`, gpuNodes.label, DEFAULTS.label),
    taint: ledger.chosen<SiteGpuNodes["taint"]>(
      `${PATH}.taint`,
      taint && { ...taint, effect: taint.effect ?? "NoSchedule" },
      DEFAULTS.taint,
    ),
    runtimeClass: ledger.optional(`${PATH}.runtimeClass`, gpuNodes.runtimeClass, "the node's own"),
  };
}
