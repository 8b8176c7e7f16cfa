import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { EntraOpenId, type EntraOpenIdProps } from "../constructs/identity/entra-open-id";
import { EntraSaml } from "../constructs/identity/entra-saml";
import { Secret, type SecretKey } from "../constructs/kubernetes/secret";
import type { SecretValue, Site } from "../site/site";
import type { SiteEntra } from "../site/site-entra";

/** What a person writes down after the application was made: outputs of the stack by name. */
export interface SignInOutputs {
  readonly sign_in_client_id: string;
  /** PEM; public. */
  readonly saml_certificate?: string;
}

/** The application of Entra ID that `identity` signs people in by; nothing where it signs in elsewhere. */
export function signInApplication(scope: Construct, entra: SiteEntra, site: Site): SignInOutputs | undefined {
  const { identity, mattermost } = site;
  const common = { ...entra, siteUrl: mattermost.siteUrl };
  if (identity?.kind === "saml") {
    const { certificate, certificateExpires } = identity;
    if (certificate === undefined || certificateExpires === undefined) return undefined;
    const saml = new EntraSaml(scope, "SignIn", {
      ...common,
      certificate: { existing: reference(scope, certificate) },
      certificateExpires: endOf(certificateExpires),
    });
    return {
      sign_in_client_id: saml.application.clientId,
      saml_certificate: Fn.nonsensitive(saml.certificatePem) as string,
    };
  }
  if (identity?.kind === "openid") {
    return openId(scope, identity.clientSecret, common);
  }
  if (identity?.kind === "keycloak" && identity.broker) {
    const callback = `${identity.url}/realms/${identity.realm}/broker/entra/endpoint`;
    return openId(scope, identity.broker.clientSecret, { ...common, redirectUris: [callback] });
  }
  return undefined;
}

function openId(
  scope: Construct,
  secret: SecretValue,
  props: Omit<EntraOpenIdProps, "clientSecret">,
): SignInOutputs | undefined {
  if (secret.expires === undefined) return undefined;
  const { application } = new EntraOpenId(scope, "SignIn", {
    ...props,
    clientSecret: { existing: reference(scope, secret), expires: endOf(secret.expires) },
  });
  return { sign_in_client_id: application.clientId };
}

function reference(scope: Construct, { key, name, revision }: SecretValue): SecretKey {
  return Secret.fromName(scope, "SignInSecret", { name, revision }).key(key);
}

/** A day as Entra ID writes its first moment. */
export function endOf(day: string): string {
  return `${day}T00:00:00Z`;
}
