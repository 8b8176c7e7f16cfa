import type { Construct } from "constructs";
import { MACHINE_IMAGE, MACHINE_SIGN_IN } from "../../catalog/azure-machine";
import type { EgressRow } from "../../constructs/azure/firewall-rules";
import { OperatorsMachine } from "../../constructs/azure/operators-machine";
import { Connections } from "../../constructs/kubernetes/connections";
import type { Site } from "../../site/site";
import type { SiteAzure } from "../../site/site-azure";
import { OPEN_AI_KEY } from "../../site/site-azure-open-ai";
import { AZURE_DATABASE_SECRETS } from "../database-secrets";
import type { FoundationParts } from "./foundation-parts";

/** The machine from which operators reach what has no public address; nothing when they bring one. */
export function operatorsOf(scope: Construct, parts: FoundationParts): void {
  const { azure, cluster, diskEncryption, group, network, portable, site, vault } = parts;
  const { operators } = azure.access;
  if (operators === undefined) return;
  const { applies, cloudInit, imageVersion: version } = operators;
  const machine = new OperatorsMachine(scope, "Operators", {
    ...operators,
    group,
    network,
    image: { ...MACHINE_IMAGE, version },
    diskEncryptionSetId: diskEncryption?.setId,
    cloudInit: cloudInit === undefined ? undefined : `\${filebase64("${portable(cloudInit)}")}`,
    applies: applies ? { cluster, vault, secrets: secretsToCopy(site, azure) } : undefined,
  });
  if (diskEncryption) machine.node.addDependency(diskEncryption.ready);
  const apiServer = new Connections(scope, "ApiServer", {
    name: "Kubernetes API server",
    addresses: [network.subnet("nodes").range],
    ports: [{ name: "api", port: 443 }],
  });
  network.subnet("operators").connections.allowTo(apiServer, "kubectl and Terraform");
}

/** What the machine reaches outside, beside what Terraform does. */
export function machineEgress({ cloud, access: { operators } }: SiteAzure): readonly EgressRow[] {
  if (operators === undefined) return [];
  const from = ["operators"] as const;
  return [
    {
      name: "operators-sign-in",
      fqdns: MACHINE_SIGN_IN[cloud],
      protocol: "HTTPS",
      port: 443,
      from,
      why: "sign-in to the machine by Entra ID",
    },
    ...([80, 443] as const).map((port): EgressRow => {
      return {
        name: `operators-packages-${port}`,
        fqdns: operators.packages,
        protocol: port === 80 ? "HTTP" : "HTTPS",
        port,
        from,
        why: "updates of the machine",
      };
    }),
  ];
}

/** Names in the vault of what the stack `-secrets` copies into the cluster. */
function secretsToCopy({ database, secrets }: Site, { openAi }: SiteAzure): readonly string[] {
  const { administrator, application } = AZURE_DATABASE_SECRETS;
  return [
    ...(database.kind === "azure" ? [administrator.vaultName] : []),
    ...(database.kind === "azure" && secrets.database.kind === "generated" ? [application.vaultName] : []),
    ...(openAi ? [OPEN_AI_KEY.vaultName] : []),
  ];
}
