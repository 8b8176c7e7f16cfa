import { z } from "zod";
import { GPUS, type GpuModel } from "../../catalog/gpus";
import { documented } from "./fields";

/** Nodes with GPUs. */
export const gpuNodesSpec = z.strictObject({
  count: documented(z.int().min(1).max(1000), "Nodes with GPUs."),
  gpu: documented(z.enum(Object.keys(GPUS) as [GpuModel, ...GpuModel[]]), "Which GPU they have."),
  perNode: documented(z.int().min(1).max(16).optional(), "GPUs of one node.", { default: 1 }),
  slice: documented(
    z
      .string()
      .regex(/^[1-7]g\.\d+gb$/, "a MIG profile such as 1g.10gb")
      .optional(),
    "MIG profile that every GPU is cut into; seven of the smallest fit.",
    { default: "whole GPUs" },
  ),
  operator: documented(
    z.enum(["install", "present"]).optional(),
    "NVIDIA's GPU operator: installed by the platform stack, or the device plugin is there already.",
    { default: "present" },
  ),
  driver: documented(
    z.enum(["on-node", "container"]).optional(),
    "Where the driver comes from. A container needs kernel headers and the image nvidia/driver with the tag of the nodes' system, which a disconnected site must mirror.",
    { default: "on-node" },
  ),
  label: documented(
    z
      .strictObject({
        key: documented(z.string().min(1), "Label key."),
        value: documented(z.string(), "Label value."),
      })
      .optional(),
    "Label of these nodes.",
    { default: "nvidia.com/gpu.present: true, which feature discovery sets" },
  ),
  taint: documented(
    z
      .strictObject({
        key: documented(z.string().min(1), "Taint key."),
        value: documented(z.string().optional(), "Taint value.", { default: "any" }),
        effect: documented(
          z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]).optional(),
          "Its effect.",
          {
            default: "NoSchedule",
          },
        ),
      })
      .optional(),
    "Taint that keeps other pods off.",
    { default: "nvidia.com/gpu, NoSchedule" },
  ),
  runtimeClass: documented(z.string().min(1).optional(), "RuntimeClass of GPU pods, e.g. `nvidia` on k3s.", {
    default: "the node's own",
  }),
});
