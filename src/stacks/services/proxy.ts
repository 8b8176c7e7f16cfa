import type { Construct } from "constructs";
import { Secret } from "../../constructs/kubernetes/secret";
import type { ICertificateAuthority } from "../../constructs/kubernetes/site-authority";
import type { ProxyTls } from "../../constructs/proxy/proxy-tls";
import type { TlsSource } from "../../site/site";

/**
 * Where a certificate comes from.
 *
 * @param id of the Secret that the site names
 */
export function proxyTls(
  scope: Construct,
  id: string,
  tls: TlsSource,
  authority: () => ICertificateAuthority,
): ProxyTls {
  switch (tls.kind) {
    case "secret":
      return { secret: Secret.fromName(scope, id, { name: tls.secret, revision: tls.revision }) };
    case "issuer":
      return { issuer: { name: tls.issuer, kind: "ClusterIssuer" } };
    case "site-authority":
      return { authority: authority() };
  }
}
