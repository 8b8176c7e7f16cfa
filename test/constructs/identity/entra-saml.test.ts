import { NATIONAL_CLOUDS, type NationalCloud } from "../../../src/catalog/national-clouds";
import { EntraSaml, type EntraSamlProps } from "../../../src/constructs/identity/entra-saml";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { problemCodes, synth } from "../../support/synth";
import { list, onlyResource, resourcesOf, textsOf } from "../../support/terraform-json";
import { CLOUDS, entraStack, EXPIRES, SITE_URL, TENANT } from "./entra-scene";

function scene(overrides: Partial<EntraSamlProps> = {}, cloud: NationalCloud = "commercial") {
  const stack = entraStack(cloud);
  const namespace = new Namespace(stack, "Namespace", { name: "agency" });
  const provider = new EntraSaml(stack, "Entra", {
    tenantId: TENANT,
    siteUrl: SITE_URL,
    cloud,
    certificateExpires: EXPIRES,
    certificate: { namespace, secretName: "entra-saml" },
    ...overrides,
  });
  return { stack, provider };
}

describe.each(CLOUDS)("Entra ID in %s, SAML", (cloud) => {
  test("points at the cloud's own login host", () => {
    const { identity, manualSteps } = scene({}, cloud).provider;
    const { loginHost, portalHost } = NATIONAL_CLOUDS[cloud];
    expect(identity.ssoUrl).toBe(`https://${loginHost}/${TENANT}/saml2`);
    expect(identity.metadataUrl).toContain(`https://${loginHost}/${TENANT}/federationmetadata/`);
    expect(identity.issuer).toBe(`https://sts.windows.net/${TENANT}/`);
    expect(manualSteps[0]).toContain(`https://${portalHost}`);
  });

  describeWithReference("the provider's schema", () => {
    test("takes the enterprise application", () => {
      const { stack } = scene({ notify: ["watch@agency.example"] }, cloud);
      expect(checkAgainstProviderSchema(synth(stack))).toEqual([]);
    });
  });
});

test("the enterprise application takes SAML answers at Mattermost's address", () => {
  const json = synth(scene().stack);
  const application = onlyResource(json, "azuread_application");
  expect(application.identifier_uris).toEqual([SITE_URL]);
  expect(list(application.web)[0]?.redirect_uris).toEqual([`${SITE_URL}/login/sso/saml`]);
  expect(onlyResource(json, "azuread_service_principal").preferred_single_sign_on_mode).toBe("saml");
});

test("every claim that Mattermost reads is issued", () => {
  const { provider, stack } = scene();
  const policy = onlyResource(synth(stack), "azuread_claims_mapping_policy");
  const definition = JSON.parse((policy.definition as string[])[0]!) as {
    readonly ClaimsMappingPolicy: { readonly ClaimsSchema: readonly { readonly SamlClaimType: string }[] };
  };
  const issued = definition.ClaimsMappingPolicy.ClaimsSchema.map((claim) => claim.SamlClaimType);
  expect(issued.sort()).toEqual(Object.values(provider.identity.claims).sort());
});

test("the public certificate goes into a Secret, under the key that the steps name", () => {
  const { provider, stack } = scene();
  const secret = onlyResource(synth(stack), "kubernetes_secret_v1");
  const [certificate] = textsOf(secret.data_wo);
  expect(certificate?.path).toBe(provider.signingCertificate.key);
  expect(certificate?.text).toMatch(
    /^-----BEGIN CERTIFICATE-----\n\$\{azuread_service_principal_token_signing_certificate\.\w+\.value\}\n-----END/,
  );
  expect(provider.manualSteps[1]).toContain(provider.identity.certificateFile);
});

test("an existing Secret for the certificate is left alone", () => {
  const existing = Secret.fromName(entraStack(), "Certificate", { name: "copied" }).key("idp.crt");
  const { provider, stack } = scene({ certificate: { existing } });
  expect(provider.signingCertificate).toBe(existing);
  expect(resourcesOf(synth(stack)).some(({ type }) => type === "kubernetes_secret_v1")).toBe(false);
});

test.each<[string, Partial<EntraSamlProps>, string]>([
  ["a certificate without end", { certificateExpires: "never" }, "HF3621"],
  ["plain http", { siteUrl: "http://chat.agency.example" }, "HF3622"],
  ["a trailing slash", { siteUrl: `${SITE_URL}/` }, "HF3622"],
])("%s", (_, overrides, code) => {
  expect(problemCodes(() => scene(overrides))).toEqual([code]);
});
