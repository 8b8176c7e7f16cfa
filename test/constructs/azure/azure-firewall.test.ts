import { AzureFirewall, type AzureFirewallProps } from "../../../src/constructs/azure/azure-firewall";
import { egressFaults, type EgressRow } from "../../../src/constructs/azure/firewall-rules";
import { LogAnalytics } from "../../../src/constructs/azure/log-analytics";
import type { AzureCloud } from "../../../src/catalog/azure-clouds";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { synth } from "../../support/synth";
import { at, list, onlyResource } from "../../support/terraform-json";
import { azureScene } from "./azure-scene";

const TIME: EgressRow = {
  name: "time",
  fqdns: ["ntp1.osprey.example"],
  protocol: "UDP",
  port: 123,
  why: "time of the nodes",
};

function scene(props: Partial<AzureFirewallProps> = {}, cloud: AzureCloud = "azure") {
  const { stack, group, network } = azureScene(cloud);
  const logs = new LogAnalytics(stack, "Logs", { group });
  const firewall = new AzureFirewall(stack, "Firewall", { group, network, logs, ...props });
  return { stack, firewall };
}

function rulesOf(json: ReturnType<typeof synth>, kind: string) {
  const group = onlyResource(json, "azurerm_firewall_policy_rule_collection_group");
  return list(group[`${kind}_rule_collection`]).flatMap((each) => list(each.rule));
}

test("hosts are let out by name, from the nodes only, and known attackers are refused", () => {
  const { stack, firewall } = scene({ egress: [TIME] });
  const json = synth(stack);
  expect(firewall.privateAddress).toBe("10.40.8.4");
  expect(onlyResource(json, "azurerm_firewall_policy")).toMatchObject({
    threat_intelligence_mode: "Deny",
    dns: { proxy_enabled: true },
  });
  const [aks] = rulesOf(json, "application");
  expect(aks).toMatchObject({
    destination_fqdn_tags: ["AzureKubernetesService"],
    source_addresses: ["10.40.0.0/22", "10.40.4.0/24"],
  });
  expect(rulesOf(json, "network")).toMatchObject([
    { destination_fqdns: ["ntp1.osprey.example"], destination_ports: ["123"], protocols: ["UDP"] },
  ]);
  expect(rulesOf(json, "nat")).toEqual([]);
});

test("voice is handed on to the media nodes, whose subnet lets the firewall in", () => {
  const to = "10.40.4.10";
  const json = synth(
    scene({ forward: [{ name: "calls", port: 8443, protocols: ["UDP", "TCP"], to, why: "voice" }] }).stack,
  );
  expect(rulesOf(json, "nat")).toMatchObject([
    { translated_address: to, translated_port: 8443, protocols: ["UDP", "TCP"] },
  ]);
  expect(JSON.stringify(json)).toMatch(/"source_address_prefix":"10\.40\.8\.0\/24"/);
});

test("the government's cloud has hosts of its own", () => {
  const texts = JSON.stringify(rulesOf(synth(scene({}, "azure-government").stack), "application"));
  expect(texts).toContain("*.hcp.usgovvirginia.cx.aks.containerservice.azure.us");
  expect(texts).not.toContain("login.microsoftonline.com");
});

test("only the Basic tier has an address for its management, and it resolves no names", () => {
  const basic = synth(scene({ tier: "Basic" }).stack);
  expect(at(onlyResource(basic, "azurerm_firewall"), "management_ip_configuration").name).toBe("management");
  expect(onlyResource(basic, "azurerm_firewall_policy")).not.toHaveProperty("dns");
  expect(onlyResource(synth(scene().stack), "azurerm_firewall")).not.toHaveProperty(
    "management_ip_configuration",
  );
  expect(() => scene({ tier: "Basic", egress: [TIME] })).toThrow(/HF3911|Basic tier/);
});

test.each([
  [{ ...TIME, port: 0 }, /port 0/],
  [{ ...TIME, fqdns: [] }, /names no host/],
  [{ ...TIME, fqdns: ["*.osprey.example"] }, /names the host/],
  [{ ...TIME, fqdns: ["http://osprey.example"] }, /names the host/],
  [{ ...TIME, name: "a b" }, /no name/],
] as const)("a row that can't be a rule is refused: %#", (row, fault) => {
  expect(egressFaults([row]).join()).toMatch(fault);
  expect(() => scene({ egress: [row] })).toThrow(fault);
});

describeWithReference("the provider's schema", () => {
  test.each(["Basic", "Standard", "Premium"] as const)("takes the %s firewall", (tier) => {
    const forward = [
      { name: "calls", port: 8443, protocols: ["UDP"], to: "10.40.4.10", why: "voice" },
    ] as const;
    const egress = tier === "Basic" ? [] : [TIME];
    expect(checkAgainstProviderSchema(synth(scene({ tier, forward, egress }).stack))).toEqual([]);
  });
});
