import { siteNames } from "../../../../src/site/names";
import type { Site } from "../../../../src/site/site";
import type { AzureStack } from "./azure-stack";
import type { Condition } from "./foundation-conditions";

const says = (expression: string): string => `\${${expression}}`;

/** What must hold of the ways in and out, as Terraform evaluates it. */
export function accessConditions(stack: AzureStack, site: Site): readonly Condition[] {
  return [
    ...firewallConditions(stack),
    ...addressConditions(stack, site),
    ...nameConditions(stack, site),
    ...machineConditions(stack),
  ];
}

/** Each host has a record inside the network, in a zone that nobody fills by accident. */
function nameConditions(stack: AzureStack, site: Site): readonly Condition[] {
  const records = stack.of("azurerm_private_dns_a_record").map(({ address }) => address);
  const internet = site.azure?.access.gateway?.exposure === "internet";
  if (records.length === 0) return [];
  const space = `tolist(${stack.one("azurerm_virtual_network").address}.address_space)[0]`;
  const first = `cidrhost(format("%s/%s", one(each.records), split("/", ${space})[1]), 0)`;
  const hosts = siteNames(site).map(({ host }) => host);
  const found = `[for each in [${records.join(", ")}] : each.name == "@" ? each.zone_name : "\${each.name}.\${each.zone_name}"]`;
  const links = stack.of("azurerm_private_dns_zone_virtual_network_link").map(({ address }) => address);
  return [
    {
      condition: says(`length(setsubtract(toset(${JSON.stringify(hosts)}), toset(${found}))) == 0`),
      error_message: "a host of the site has no record",
    },
    {
      condition: says(
        `!anytrue([for each in [${links.join(", ")}] : coalesce(each.registration_enabled, false)])`,
      ),
      error_message: "machines write their names into a zone",
    },
    ...(internet
      ? []
      : [
          {
            condition: says(
              `alltrue([for each in [${records.join(", ")}] : ${first} == cidrhost(${space}, 0)])`,
            ),
            error_message: "a host leads out of the network",
          },
        ]),
  ];
}

function machineConditions(stack: AzureStack): readonly Condition[] {
  const [machine] = stack.of("azurerm_linux_virtual_machine");
  const [card] = stack.of("azurerm_network_interface");
  if (!machine || !card) return [];
  const { address } = machine;
  return [
    {
      condition: says(
        `${address}.encryption_at_host_enabled && ${address}.secure_boot_enabled && ${address}.vtpm_enabled && ${address}.disable_password_authentication`,
      ),
      error_message: "the operators' machine starts or signs people in unguarded",
    },
    {
      condition: says(
        `${address}.source_image_reference[0].version != "latest" && ${address}.patch_mode == "AutomaticByPlatform"`,
      ),
      error_message: "the operators' machine is another one tomorrow, or never updated",
    },
    {
      condition: says(
        `alltrue([for each in ${card.address}.ip_configuration : each.public_ip_address_id == null || each.public_ip_address_id == ""])`,
      ),
      error_message: "the operators' machine has an address on the internet",
    },
  ];
}

/** What must hold of the gateway, in a stack of its own. */
export function gatewayConditions(stack: AzureStack, site: Site): readonly Condition[] {
  const [gateway] = stack.of("azurerm_application_gateway");
  const [policy] = stack.of("azurerm_web_application_firewall_policy");
  if (!gateway || !policy) return [];
  const { address } = gateway;
  const named = (part: string): string => `[for each in ${address}.${part} : each.name]`;
  const reserve = site.mattermost.maxFileSize;
  return [
    {
      condition: says(`alltrue([for each in ${address}.backend_http_settings : each.protocol == "Https"])`),
      error_message: "requests go on in the clear",
    },
    {
      condition: says(
        `alltrue([for each in ${address}.request_routing_rule : contains(${named("http_listener")}, each.http_listener_name)])`,
      ),
      error_message: "a rule names a listener that isn't there",
    },
    {
      condition: says(
        `alltrue([for each in ${address}.backend_http_settings : contains(${named("probe")}, each.probe_name) && each.request_timeout >= 3600])`,
      ),
      error_message: "a WebSocket is cut, or its server never probed",
    },
    {
      condition: says(
        `${address}.firewall_policy_id == ${policy.address}.id && ${policy.address}.policy_settings[0].mode == "Prevention"`,
      ),
      error_message: "the web firewall refuses nothing",
    },
    {
      condition: says(`${policy.address}.policy_settings[0].file_upload_limit_in_mb > ${reserve}`),
      error_message: "the largest file is refused",
    },
  ];
}

/** Traffic from outside ends in the network; what leaves has a named target and a known source. */
function firewallConditions(stack: AzureStack): readonly Condition[] {
  const [network] = stack.of("azurerm_virtual_network");
  const groups = stack.of("azurerm_firewall_policy_rule_collection_group").map(({ address }) => address);
  if (!network || groups.length === 0) return [];
  const space = `tolist(${network.address}.address_space)[0]`;
  const first = `cidrhost(format("%s/%s", rule.translated_address, split("/", ${space})[1]), 0)`;
  const each = (kind: string): string =>
    `flatten([for group in [${groups.join(", ")}] : [for all in group.${kind} : all.rule]])`;
  return [
    {
      condition: says(
        `alltrue([for rule in ${each("nat_rule_collection")} : ${first} == cidrhost(${space}, 0)])`,
      ),
      error_message: "voice is handed on to outside the network",
    },
    {
      condition: says(
        `alltrue([for rule in ${each("application_rule_collection")} : !contains(rule.source_addresses, "*") && !contains(coalesce(rule.destination_fqdns, []), "*")])`,
      ),
      error_message: "somebody may reach everything",
    },
  ];
}

/** A public address for the firewall, and one for each way in that the site gives a reason for. */
function addressConditions(stack: AzureStack, { azure }: Site): readonly Condition[] {
  const { gateway, bastion } = azure?.access ?? {};
  const wanted = [
    ...(stack.of("azurerm_firewall").length > 0 ? ["-firewall"] : []),
    ...(gateway ? ["-gateway"] : []),
    ...(bastion ? ["-bastion"] : []),
  ];
  const addresses = stack.of("azurerm_public_ip").map(({ address }) => `${address}.name`);
  return addresses.length + wanted.length === 0
    ? []
    : [
        {
          condition: says(
            `length([${addresses.join(", ")}]) == ${wanted.length} && alltrue([for end in ${JSON.stringify(wanted)} : anytrue([for name in [${addresses.join(", ")}] : endswith(name, end)])])`,
          ),
          error_message: "there are public addresses that the site doesn't ask for",
        },
      ];
}
