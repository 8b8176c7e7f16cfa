import type { ProblemKind } from "../../errors/catalogue";

/** Kinds of problems that the Azure constructs report. */
export const AZURE_PROBLEMS = {
  noSubnet: {
    code: "HF3901",
    severity: "error",
    title: "A part needs a subnet that the network was made without.",
    fix: "Name the part in the network's `uses`.",
  },
  noSuchService: {
    code: "HF3902",
    severity: "error",
    title: "A service is not known in this cloud.",
    fix: "Use another service, or another cloud.",
  },
  poolName: {
    code: "HF3903",
    severity: "error",
    title: "A node pool has a name that AKS refuses.",
    fix: "Use at most 12 lower-case letters and digits.",
    reference: "AKS documentation, node pools",
  },
  postgresSize: {
    code: "HF3904",
    severity: "error",
    title: "A size of Azure PostgreSQL can't do what is asked of it.",
    fix: "Choose another size, or ask less of it.",
    reference: "Azure Database for PostgreSQL documentation, compute and storage",
  },
  postgresReplicas: {
    code: "HF3905",
    severity: "error",
    title: "Azure PostgreSQL takes no such number of replicas.",
    fix: "Ask for fewer replicas, or a larger size.",
    reference: "Azure Database for PostgreSQL documentation, read replicas",
  },
  egressRow: {
    code: "HF3910",
    severity: "error",
    title: "A row of what may be reached outside can't become a firewall rule.",
    fix: "Give the row a name of its own, a port and full host names.",
    reference: "Azure Firewall documentation, rules by FQDN",
  },
  firewallTier: {
    code: "HF3911",
    severity: "error",
    title: "A tier of Azure Firewall can't do what is asked of it.",
    fix: "Use the Standard tier.",
    reference: "Azure Firewall documentation, features by SKU",
  },
  gatewayUpload: {
    code: "HF3912",
    severity: "error",
    title: "Uploads are larger than the web firewall lets through.",
    fix: "Lower mattermost.maxFileSize.",
    reference: "Application Gateway documentation, request size limits of the web application firewall",
  },
  gatewayCertificate: {
    code: "HF3913",
    severity: "error",
    title: "The gateway's certificate is no versionless secret of a key vault.",
    fix: "Name the secret behind the certificate, without its version.",
    reference: "Application Gateway documentation, TLS termination with Key Vault certificates",
  },
  gatewayCapacity: {
    code: "HF3914",
    severity: "error",
    title: "The gateway can't scale between these numbers of units.",
    fix: "Choose a smaller and a larger number of units.",
    reference: "Application Gateway documentation, autoscaling",
  },
  gatewayAllowList: {
    code: "HF3915",
    severity: "error",
    title: "The web firewall can't take the allow list.",
    fix: "Give IPv4 ranges in CIDR notation, and join neighbours.",
    reference: "Application Gateway documentation, limits",
  },
} as const satisfies Record<string, ProblemKind>;
