import { z } from "zod";
import { documented, kubernetesName, lastDay } from "./fields";

/** What the site is. */
export const identityFields = {
  name: documented(
    kubernetesName.max(30),
    "Name of the site: names the namespace, the stacks and their state. Changing it makes a new site.",
    { examples: ["outpost-kestrel"] },
  ),
  displayName: documented(
    z.string().min(1).optional(),
    "Name that users see in Mattermost, at most 30 characters.",
    { default: "the site's name" },
  ),
  topology: documented(
    z.enum(["edge", "enterprise"]),
    "Shape of the deployment. `edge`: everything on one existing cluster. `enterprise`: the same parts, with what `azure` asks for built beneath them.",
  ),
  substrate: documented(
    z.enum(["azure", "azure-government", "azure-local", "on-prem"]).optional(),
    "What the cluster runs on.",
    { default: "on-prem" },
  ),
  connectivity: documented(
    z.enum(["connected", "intermittent", "disconnected"]),
    "What the link to the outside is like. `disconnected`: nothing outside may be needed at any time.",
  ),
  labels: documented(
    z
      .record(
        z
          .string()
          .regex(/^([a-z0-9.-]+\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/, "a Kubernetes label key"),
        z
          .string()
          .regex(/^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/, "a Kubernetes label value")
          .max(63),
      )
      .optional(),
    "Labels put on every object of the site.",
  ),
  missionEnds: documented(
    lastDay.optional(),
    "Last day on which the site must work without renewals from outside.",
    { examples: ["2027-09-30"], default: "not planned" },
  ),
  timeSources: documented(
    z.array(z.string().min(1)).optional(),
    "Where the nodes get their time (NTP servers, GPS, PTP). Mattermost nodes, certificates and sign-in need one time.",
    { examples: [["ntp1.outpost-kestrel.example"]] },
  ),
  disposable: documented(
    z.boolean().optional(),
    "Whether `destroy` may remove what holds data: the namespace, databases, file volumes and the key of encrypted settings. Unless true, Terraform refuses.",
    { default: false },
  ),
};
