import { Construct } from "constructs";
import { CustomResources } from "../kubernetes/custom-resources";
import type { INamespace } from "../kubernetes/namespace";
import { Secret, type ISecret } from "../kubernetes/secret";
import {
  certificateManifest,
  type CertificateIssuer,
  type ICertificateAuthority,
} from "../kubernetes/site-authority";

/** Where Keycloak's certificate comes from. It carries the name that people type and those inside the cluster. */
export type KeycloakTls =
  /** cert-manager asks the authority for it and renews it. */
  | { readonly authority: ICertificateAuthority }
  /** As before, from an issuer that somebody else keeps and that issues names inside the cluster. */
  | { readonly issuer: CertificateIssuer }
  /** An existing Secret of type `kubernetes.io/tls`, and one with its authority under `ca.crt`. */
  | { readonly secret: ISecret; readonly ca?: ISecret };

export interface KeycloakCertificateProps {
  readonly namespace: INamespace;
  /** Name of Keycloak; the certificate and its Secret are called `<name>-tls`. */
  readonly name: string;
  /** Every name by which Keycloak is called. */
  readonly hosts: readonly string[];
  readonly tls: KeycloakTls;
}

/** The Secret with Keycloak's certificate: the one given, or one that cert-manager writes. */
export class KeycloakCertificate extends Construct {
  public readonly secret: ISecret;
  /** Secret with its authority under `ca.crt`; absent when systems believe it by themselves. */
  public readonly ca?: ISecret;

  public constructor(scope: Construct, id: string, props: KeycloakCertificateProps) {
    super(scope, id);
    const { tls } = props;
    if ("secret" in tls) {
      this.secret = tls.secret;
      this.ca = tls.ca;
      return;
    }
    const issuer = "authority" in tls ? tls.authority.issuer : tls.issuer;
    const name = `${props.name}-tls`;
    this.ca = issuer.ca;
    this.secret = Secret.fromName(this, "Secret", { name });
    const request = new CustomResources(this, "Request", {
      name,
      namespace: props.namespace,
      manifests: [
        certificateManifest({
          name,
          secretName: name,
          issuer,
          dnsNames: props.hosts.filter((host) => !isAddress(host)),
          ipAddresses: props.hosts.filter(isAddress),
        }),
      ],
    });
    if ("authority" in tls) request.node.addDependency(tls.authority);
  }
}

function isAddress(host: string): boolean {
  return /^[0-9.]+$/.test(host);
}
