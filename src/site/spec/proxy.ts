import { z } from "zod";
import { cidr, documented, kubernetesName, lastDay, resources } from "./fields";

/** Where a certificate comes from. */
export const tlsSource = z.union([
  z.strictObject({
    secret: documented(kubernetesName, "Existing Secret of type kubernetes.io/tls."),
    revision: documented(z.int().min(1).optional(), "Raise it after a renewal by hand.", {
      default: 1,
    }),
    expires: documented(lastDay.optional(), "Last day of its certificate."),
  }),
  z.strictObject({
    issuer: documented(kubernetesName, "Existing cert-manager ClusterIssuer."),
  }),
  z.strictObject({
    siteAuthority: documented(
      z.literal(true),
      "A certificate authority of the site's own, kept by cert-manager.",
    ),
  }),
]);

/** NGINX before the Mattermost servers. */
export const proxySpec = z.strictObject({
  replicas: documented(z.int().min(1).max(20).optional(), "NGINX pods.", {
    default: "sized: 1 on one node, else 2, and 4 above 100,000 concurrent users",
  }),
  resources: documented(resources.optional(), "Resources of one pod.", { default: "sized" }),
  tls: documented(tlsSource.optional(), "Where the certificate comes from.", { default: "siteAuthority" }),
  maxBodySize: documented(z.int().min(1).max(10_000).optional(), "Largest request in mebibytes.", {
    default: "mattermost.maxFileSize and 10 more",
  }),
  allowFrom: documented(z.array(cidr).optional(), "Networks that may connect; everything else is refused.", {
    default: "all",
  }),
  trustedProxies: documented(
    z.array(cidr).optional(),
    "Load balancers before NGINX whose X-Forwarded-For is believed.",
    { default: "none" },
  ),
  hsts: documented(z.boolean().optional(), "Send Strict-Transport-Security.", { default: true }),
});
