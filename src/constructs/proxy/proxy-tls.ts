import { Construct } from "constructs";
import { CustomResources } from "../kubernetes/custom-resources";
import type { INamespace } from "../kubernetes/namespace";
import { Secret, type ISecret } from "../kubernetes/secret";
import {
  certificateManifest,
  type CertificateIssuer,
  type ICertificateAuthority,
} from "../kubernetes/site-authority";
import { siteAddress } from "./nginx-settings";

/** Where the certificate comes from. */
export type ProxyTls =
  /** An existing Secret of type `kubernetes.io/tls`. */
  | { readonly secret: ISecret }
  /** cert-manager asks the authority for it and renews it. */
  | { readonly authority: ICertificateAuthority }
  /** As before, from an issuer that somebody else keeps. */
  | { readonly issuer: CertificateIssuer };

export interface ProxyCertificateProps {
  readonly namespace: INamespace;
  /** Name of the proxy; the certificate and its Secret are called `<name>-tls`. */
  readonly name: string;
  readonly siteUrl: string;
  readonly tls: ProxyTls;
}

/** The Secret with the site's certificate: the one given, or one that cert-manager writes. */
export class ProxyCertificate extends Construct {
  public readonly secret: ISecret;

  public constructor(scope: Construct, id: string, props: ProxyCertificateProps) {
    super(scope, id);
    if ("secret" in props.tls) {
      this.secret = props.tls.secret;
      return;
    }
    const name = `${props.name}-tls`;
    this.secret = Secret.fromName(this, "Secret", { name });
    const request = new CustomResources(this, "Request", {
      name,
      namespace: props.namespace,
      manifests: [
        certificateManifest({
          name,
          secretName: name,
          issuer: "authority" in props.tls ? props.tls.authority.issuer : props.tls.issuer,
          ...subject(siteAddress(props.siteUrl).host),
        }),
      ],
    });
    if ("authority" in props.tls) request.node.addDependency(props.tls.authority);
  }
}

function subject(host: string): {
  readonly dnsNames: readonly string[];
  readonly ipAddresses?: readonly string[];
} {
  const address = host.replace(/^\[|\]$/g, "");
  return isAddress(address) ? { dnsNames: [], ipAddresses: [address] } : { dnsNames: [host] };
}

function isAddress(host: string): boolean {
  return /^[0-9.]+$/.test(host) || host.includes(":");
}
