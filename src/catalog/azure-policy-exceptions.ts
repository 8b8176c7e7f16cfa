import type { PolicyException } from "./policy-exceptions";

const checkov = (check: string) => ({ tool: "checkov", check }) as const;

/** Findings in Azure's stacks that are accepted; objects as `<type> <place in the tree>`. */
export const AZURE_POLICY_EXCEPTIONS: readonly PolicyException[] = [
  {
    findings: [checkov("CKV2_AZURE_31")],
    scopes: ["azurerm_subnet Network_firewallManagement_*"],
    reason: "Azure refuses a security group on the subnets of its firewall, which filters by itself.",
  },
  {
    findings: [checkov("CKV_AZURE_117")],
    scopes: ["azurerm_kubernetes_cluster *"],
    reason:
      "This site leaves the keys of disks to Microsoft, encrypted at the host all the same. `diskKeys: own` in the site file makes a disk encryption set with a key of the site's own, as the site in Azure Government does.",
  },
  {
    findings: [checkov("CKV_AZURE_172")],
    scopes: ["azurerm_kubernetes_cluster *"],
    reason: "The add-on for secrets on volumes is not installed, so that it has nothing to rotate.",
  },
  {
    findings: [checkov("CKV_AZURE_4")],
    scopes: ["azurerm_kubernetes_cluster *"],
    reason:
      "Audit and API server logs reach the workspace by a diagnostic setting. The agent on the nodes, which this looks for, would send logs of pods out as well.",
  },
  {
    findings: [checkov("CKV_AZURE_226")],
    scopes: ["azurerm_kubernetes_cluster *"],
    reason:
      "A size that a site names may have no local disk that holds the system. Nodes keep nothing that outlives them, and their disks are encrypted at the host.",
  },
  {
    findings: [checkov("CKV_AZURE_182")],
    scopes: ["azurerm_virtual_network *"],
    reason:
      "Names are resolved through the firewall, so that it sees the same addresses as its clients. It is one address over all zones; a second name server would bypass it.",
  },
  {
    findings: [checkov("CKV_AZURE_216")],
    scopes: ["azurerm_firewall *"],
    reason:
      "The firewall's policy denies known attackers; the setting on the firewall itself is for those without one.",
  },
  {
    findings: [checkov("CKV_AZURE_135")],
    scopes: ["azurerm_web_application_firewall_policy *"],
    reason:
      "The check knows OWASP's rule sets only. Microsoft's Default Rule Set 2.1 looks for these attacks too, and the servers run no Java.",
  },
  {
    findings: [checkov("CKV_AZURE_220")],
    scopes: ["azurerm_firewall_policy *"],
    reason:
      "Intrusion detection needs the Premium tier. The Standard tier lets listed hosts through by name only, and denies known attackers.",
  },
  {
    findings: [checkov("CKV2_AZURE_57")],
    scopes: ["azurerm_postgresql_flexible_server *"],
    reason:
      "The servers stand in a subnet delegated to them, without a public address. Azure takes a private endpoint or such a subnet, never both; `network: { kind: private-endpoint }` in the site file chooses the other.",
  },
  {
    findings: [checkov("CKV_AZURE_136")],
    scopes: ["azurerm_postgresql_flexible_server Database_Primary"],
    reason:
      "Copies of the backups leave the region, and with some pairs of regions the country, only where the site says so: `geoBackup: true` in the database's section.",
  },
  {
    findings: [checkov("CKV_AZURE_40")],
    scopes: [
      "azurerm_key_vault_key DiskKeys_Key",
      "azurerm_key_vault_key DatabaseKeys_Key",
      "azurerm_key_vault_key DatabaseKeys_GeoKey",
    ],
    reason:
      "The rotation makes a version each year, and Azure ends each a year after the next has taken its place, with a notice 60 days before. A day in Terraform would be laid over that at every apply, and disks and databases stop with their key.",
  },
  {
    findings: [checkov("CKV_AZURE_50")],
    scopes: ["azurerm_linux_virtual_machine Operators_Machine"],
    reason:
      "The one extension on the operators' machine is Microsoft's own for sign-in by Entra ID. Without it people would share an SSH key that no directory withdraws.",
  },
  {
    findings: [checkov("CKV_AZURE_41")],
    scopes: ["azurerm_key_vault_secret *"],
    reason:
      "Only a person could write the day, and the vault gives out a secret that has expired, too: the day would end nothing. A higher revision in the site file draws a new password.",
  },
];
