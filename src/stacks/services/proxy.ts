import type { Construct } from "constructs";
import { Secret } from "../../constructs/kubernetes/secret";
import type { ICertificateAuthority } from "../../constructs/kubernetes/site-authority";
import type { ProxyTls } from "../../constructs/proxy/proxy-tls";
import type { Site } from "../../site/site";

/** Where the certificate of the site comes from. */
export function proxyTls(scope: Construct, site: Site, authority: () => ICertificateAuthority): ProxyTls {
  const { tls } = site.proxy;
  switch (tls.kind) {
    case "secret":
      return {
        secret: Secret.fromName(scope, "SiteCertificate", { name: tls.secret, revision: tls.revision }),
      };
    case "issuer":
      return { issuer: { name: tls.issuer, kind: "ClusterIssuer" } };
    case "site-authority":
      return { authority: authority() };
  }
}
