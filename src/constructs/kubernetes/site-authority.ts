import { Construct, type IConstruct } from "constructs";
import { CustomResources, type Manifest } from "./custom-resources";
import type { INamespace } from "./namespace";
import { Secret, type ISecret } from "./secret";

/** A cert-manager issuer that certificates are asked from. */
export interface CertificateIssuer {
  readonly name: string;
  /** `Issuer` of the same namespace, or a `ClusterIssuer`. */
  readonly kind: "Issuer" | "ClusterIssuer";
  /**
   * Secret with the authority's certificate under `ca.crt`. Mount that key only: the Secret may hold the private key.
   * @default - clients believe the authorities of their system
   */
  readonly ca?: ISecret;
}

/** Something that issues certificates. Whoever uses it depends on it. */
export interface ICertificateAuthority extends IConstruct {
  readonly issuer: CertificateIssuer;
}

export interface SiteAuthorityProps {
  readonly namespace: INamespace;
  /** @default "site-authority" */
  readonly name?: string;
  /**
   * Subject of the authority's certificate.
   * @default - the name
   */
  readonly commonName?: string;
}

/**
 * The site's own certificate authority: made, kept and renewed by cert-manager inside the namespace, so it works
 * without any network. Its key stays the same when its certificate is renewed, and what it signed stays valid.
 */
export class SiteAuthority extends Construct implements ICertificateAuthority {
  public readonly issuer: CertificateIssuer;
  /** Secret with the authority's certificate under `ca.crt`. */
  public readonly caSecret: ISecret;

  public constructor(scope: Construct, id: string, props: SiteAuthorityProps) {
    super(scope, id);
    const name = props.name ?? "site-authority";
    new CustomResources(this, "Resources", {
      name,
      namespace: props.namespace,
      manifests: authorityManifests(name, props.commonName ?? name),
    });
    this.caSecret = Secret.fromName(this, "CaSecret", { name: caSecretName(name) });
    this.issuer = { name, kind: "Issuer", ca: this.caSecret };
  }
}

/** What a server's certificate says. */
export interface CertificateOptions {
  readonly name: string;
  /** Secret that cert-manager writes: `tls.crt`, `tls.key` and, for private authorities, `ca.crt`. */
  readonly secretName: string;
  readonly issuer: CertificateIssuer;
  /** Names of the server. There is no common name: verifiers read these only, and it would end at 64 characters. */
  readonly dnsNames: readonly string[];
  /** @default none */
  readonly ipAddresses?: readonly string[];
  /** @default server authentication */
  readonly usages?: readonly ("server auth" | "client auth")[];
}

/** A cert-manager Certificate: ECDSA P-256 in PKCS#8, 90 days, renewed 30 days before its end with a new key. */
export function certificateManifest(options: CertificateOptions): Manifest {
  return {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata: { name: options.name },
    spec: {
      secretName: options.secretName,
      dnsNames: [...options.dnsNames],
      ...(options.ipAddresses?.length && { ipAddresses: [...options.ipAddresses] }),
      duration: "2160h",
      renewBefore: "720h",
      privateKey: { algorithm: "ECDSA", size: 256, encoding: "PKCS8", rotationPolicy: "Always" },
      usages: ["digital signature", ...(options.usages ?? ["server auth"])],
      issuerRef: { group: "cert-manager.io", kind: options.issuer.kind, name: options.issuer.name },
    },
  };
}

/** A self-signed issuer, the authority's certificate for ten years, and the issuer that signs with it. */
export function authorityManifests(name: string, commonName: string): readonly Manifest[] {
  const bootstrap = `${name}-bootstrap`;
  return [
    {
      apiVersion: "cert-manager.io/v1",
      kind: "Issuer",
      metadata: { name: bootstrap },
      spec: { selfSigned: {} },
    },
    {
      apiVersion: "cert-manager.io/v1",
      kind: "Certificate",
      metadata: { name },
      spec: {
        secretName: caSecretName(name),
        isCA: true,
        commonName,
        duration: "87600h",
        renewBefore: "8760h",
        // The same key again: certificates signed before a renewal stay valid, and so do copies of the old `ca.crt`.
        privateKey: { algorithm: "ECDSA", size: 256, encoding: "PKCS8", rotationPolicy: "Never" },
        usages: ["digital signature", "cert sign", "crl sign"],
        issuerRef: { group: "cert-manager.io", kind: "Issuer", name: bootstrap },
      },
    },
    {
      apiVersion: "cert-manager.io/v1",
      kind: "Issuer",
      metadata: { name },
      spec: { ca: { secretName: caSecretName(name) } },
    },
  ];
}

function caSecretName(name: string): string {
  return `${name}-ca`;
}
