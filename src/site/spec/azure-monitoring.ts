import { z } from "zod";
import { documented } from "./fields";

const groups = z.array(z.guid("a GUID, e.g. 00000000-0000-4000-8000-000000000001"));

/** Azure's own Prometheus and Grafana, reached inside the network. */
export const azureMonitoringSpec = z.strictObject({
  grafana: documented(
    z
      .strictObject({
        adminGroups: documented(
          groups.min(1),
          "Object ids of the Entra groups that change dashboards and alerts.",
        ),
        viewerGroups: documented(groups.optional(), "Object ids of the Entra groups that look at them.", {
          default: "none",
        }),
      })
      .optional(),
    "Azure Managed Grafana.",
    { default: "none: metrics are asked for by PromQL" },
  ),
});
