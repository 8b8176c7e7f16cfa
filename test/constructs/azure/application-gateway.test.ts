import {
  ApplicationGateway,
  type ApplicationGatewayProps,
} from "../../../src/constructs/azure/application-gateway";
import { GatewayEntry, type GatewayEntryProps } from "../../../src/constructs/azure/gateway-entry";
import { KeyVault } from "../../../src/constructs/azure/key-vault";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { synth } from "../../support/synth";
import { at, list, onlyResource } from "../../support/terraform-json";
import { azureScene } from "./azure-scene";

type Props = Partial<ApplicationGatewayProps & Pick<GatewayEntryProps, "exposure">>;

function scene({ exposure, ...props }: Props = {}) {
  const { stack, group, network } = azureScene();
  const vault = new KeyVault(stack, "Vault", { group, network });
  const certificateId = `https://${group.azure.names.of("keyVault")}.vault.azure.net/secrets/chat`;
  const { allowFrom } = props;
  const entry = new GatewayEntry(stack, "Entry", {
    ...{ group, network, vault, certificateId, exposure, allowFrom },
  });
  new ApplicationGateway(stack, "Gateway", {
    group,
    entry,
    certificateId,
    backend: { address: "10.40.0.250", trustedRoot: "a root" },
    hosts: [
      { name: "chat", host: "chat.osprey.example", probePath: "/api/v4/system/ping" },
      { name: "signin", host: "sign-in.osprey.example", probePath: "/realms/site" },
    ],
    maxFileSize: 100,
    ...props,
  });
  return { json: synth(stack), entry };
}

test("every part that a part names is there", () => {
  const gateway = onlyResource(scene().json, "azurerm_application_gateway");
  const names = (part: string) => list(gateway[part]).map(({ name }) => name);
  for (const listener of list(gateway.http_listener)) {
    expect(names("frontend_ip_configuration")).toContain(listener.frontend_ip_configuration_name);
    expect(names("frontend_port")).toContain(listener.frontend_port_name);
  }
  for (const rule of list(gateway.request_routing_rule)) {
    expect(names("http_listener")).toContain(rule.http_listener_name);
    const [part, name] = rule.redirect_configuration_name
      ? ["redirect_configuration", rule.redirect_configuration_name]
      : ["backend_http_settings", rule.backend_http_settings_name];
    expect(names(part)).toContain(name);
  }
  const settings = list(gateway.backend_http_settings);
  expect(settings.map((each) => each.host_name)).toEqual(["chat.osprey.example", "sign-in.osprey.example"]);
  for (const each of settings) {
    expect(names("probe")).toContain(each.probe_name);
    expect(each).toMatchObject({ protocol: "Https", request_timeout: 3600 });
    expect(names("trusted_root_certificate")).toEqual(each.trusted_root_certificate_names);
  }
  expect(String(gateway.depends_on)).toMatch(/azurerm_role_assignment/);
});

test("uploads pass, and strangers don't", () => {
  const policy = onlyResource(
    scene({ allowFrom: ["198.51.100.0/24"] }).json,
    "azurerm_web_application_firewall_policy",
  );
  expect(at(policy, "policy_settings")).toMatchObject({
    mode: "Prevention",
    file_upload_limit_in_mb: 110,
    request_body_enforcement: false,
  });
  expect(list(policy.custom_rules)).toMatchObject([{ action: "Block", rule_type: "MatchRule" }]);
});

test("a gateway listens inside the network unless it is said otherwise", () => {
  expect(scene().entry.address).toBe("10.40.5.128");
  expect(scene({ exposure: "internet" }).entry.address).not.toMatch(/^10/);
});

test.each([
  [{ maxFileSize: 3991 }, /3991 MiB/],
  [{ certificateId: "https://kv-osprey.vault.azure.net/secrets/chat/0123" }, /chat\/0123/],
  [{ capacity: { minimum: 5, maximum: 3 } }, /from 5 to 3/],
  [{ allowFrom: ["people"] }, /"people"/],
] as const)("what Azure refuses is refused before: %#", (props, message) => {
  expect(() => scene(props)).toThrow(message);
});

describeWithReference("the provider's schema", () => {
  test.each(["internal", "internet"] as const)("takes the %s gateway", (exposure) => {
    expect(checkAgainstProviderSchema(scene({ exposure, allowFrom: ["198.51.100.0/24"] }).json)).toEqual([]);
  });
});
