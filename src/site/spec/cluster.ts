import { z } from "zod";
import { cidr, documented, host, kubernetesName, port } from "./fields";

/** How clients reach the proxy from outside the cluster. */
const exposure = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: documented(z.literal("load-balancer").optional(), "A load balancer, or `node-port`.", {
      default: "load-balancer",
    }),
    address: documented(
      z.union([z.ipv4(), z.ipv6()]).optional(),
      "Fixed address to ask the load balancer for.",
      { default: "any" },
    ),
    annotations: documented(
      z.record(z.string(), z.string()).optional(),
      "Annotations the load balancer understands.",
    ),
  }),
  z.strictObject({
    kind: z.literal("node-port"),
    https: documented(port.min(30000).max(32767).optional(), "Port on every node for HTTPS.", {
      default: 30443,
    }),
    http: documented(port.min(30000).max(32767).optional(), "Port on every node that redirects to HTTPS.", {
      default: 30080,
    }),
  }),
]);

/** The existing Kubernetes cluster that the site runs on. */
export const clusterSpec = z.strictObject({
  kubeconfig: documented(
    z.string().min(1).optional(),
    "Path of the kubeconfig file, as Terraform will see it.",
    {
      default: "~/.kube/config",
    },
  ),
  context: documented(z.string().min(1).optional(), "Context in the kubeconfig.", {
    default: "its current context",
  }),
  domain: documented(host.optional(), "DNS domain of the cluster.", { default: "cluster.local" }),
  dnsServers: documented(
    z.array(host).min(1).max(4).optional(),
    "The cluster's DNS Service by name or address; NGINX follows the servers by it. RKE2 and OpenShift name it differently.",
    { default: "kube-dns.kube-system.svc in the cluster's domain" },
  ),
  nodes: z.strictObject({
    count: documented(z.int().min(1).max(5000), "Worker nodes that can run the site's pods."),
    architecture: documented(
      z.enum(["amd64", "arm64"]).optional(),
      "Processor architecture. Mattermost is published for amd64 only.",
      { default: "amd64" },
    ),
    dataCenters: documented(
      z.array(z.string().min(1)).min(1).optional(),
      "Data centres the nodes stand in. One Mattermost cluster must stay inside one.",
      { default: "one" },
    ),
  }),
  storageClasses: documented(
    z
      .strictObject({
        database: documented(kubernetesName.optional(), "Fast block storage for PostgreSQL."),
        objects: documented(kubernetesName.optional(), "Local block storage for the object store."),
        shared: documented(
          kubernetesName.optional(),
          "ReadWriteMany storage (NAS), for `objectStore.kind: shared-files`.",
        ),
      })
      .optional(),
    "Storage classes by use.",
    { default: "the cluster's default class" },
  ),
  exposure: documented(exposure.optional(), "How clients reach the site.", { default: "load-balancer" }),
  apiServerAddresses: documented(
    z.array(cidr).min(1).optional(),
    "Networks of the Kubernetes API server, for the few pods that need it (PostgreSQL instances).",
    { default: "any address, on the API ports only" },
  ),
  registry: documented(
    z
      .strictObject({
        host: documented(
          z.string().regex(/^[a-z0-9.-]+(:[0-9]+)?(\/[a-z0-9._/-]+)?$/, "host[:port][/path] without scheme"),
          "Private registry; every image is taken from here under its own path.",
          { examples: ["registry.outpost-kestrel.example/mirror"] },
        ),
        pullSecret: documented(
          kubernetesName.optional(),
          "Image pull Secret. Without `credentials` it must exist in every namespace before its pods start: the site's, and those of the operators.",
          { default: "registry-pull with credentials, else none" },
        ),
        credentials: documented(
          z
            .strictObject({
              file: documented(
                z.string().min(1),
                "Docker configuration with the registry's login, relative to this file; Terraform reads it at apply.",
              ),
              revision: documented(
                z.int().min(1).optional(),
                "Raise it after you changed the file: the pull Secrets are written anew.",
                { default: 1 },
              ),
            })
            .optional(),
          "Makes the pull Secret in every namespace that the site makes, before its pods. The content reaches neither output nor state.",
          { default: "you put the pull Secret there" },
        ),
      })
      .optional(),
    "Private registry.",
    { default: "the public registries" },
  ),
  charts: documented(
    z
      .union([
        z.strictObject({
          registry: documented(z.string().startsWith("oci://"), "OCI registry that holds the charts."),
        }),
        z.strictObject({
          directory: documented(
            z.string().min(1),
            "Folder with the chart archives (<name>-<version>.tgz), relative to this file.",
          ),
        }),
      ])
      .optional(),
    "Where Helm charts come from.",
    { default: "their public repositories" },
  ),
  caBundle: documented(
    z
      .strictObject({
        configMap: documented(kubernetesName, "Existing ConfigMap in the site's namespace."),
        key: documented(z.string().min(1).optional(), "Key with the PEM certificates.", {
          default: "ca.crt",
        }),
      })
      .optional(),
    "Private certificate authorities that Mattermost must trust.",
  ),
  platform: documented(
    z
      .strictObject({
        cloudNativePg: documented(z.boolean().optional(), "Install the CloudNativePG operator.", {
          default: "true, when the database runs in the cluster",
        }),
        certManager: documented(z.boolean().optional(), "Install cert-manager.", {
          default: "true, when a certificate has to be issued and no existing issuer is named",
        }),
        externalSecrets: documented(z.boolean().optional(), "Install the External Secrets operator.", {
          default: "true, when Secrets come from a vault",
        }),
      })
      .optional(),
    "Operators of the platform stack. Say false for one that the cluster already has.",
  ),
});
