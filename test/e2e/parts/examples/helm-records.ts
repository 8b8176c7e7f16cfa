import { gunzipSync, gzipSync } from "node:zlib";
import type { KubernetesObject } from "../../toolchain/api-client";
import type { Kubernetes } from "../../toolchain/kubernetes";

interface Record extends KubernetesObject {
  readonly data: { readonly release: string };
}

/**
 * Rewrites a release's newest record to what an API server leaves that dies after the last object and before the
 * last word: the objects are there, the record says `pending-upgrade` or `pending-install`.
 */
export async function cutRelease(kubernetes: Kubernetes, namespace: string, release: string): Promise<void> {
  const records = (await kubernetes.get<Record>("secrets", namespace))
    .filter(({ metadata }) => metadata.labels?.owner === "helm" && metadata.labels.name === release)
    .sort((a, b) => Number(a.metadata.labels?.version) - Number(b.metadata.labels?.version));
  const newest = records.at(-1);
  if (newest === undefined) throw new Error(`Helm has no record of ${release}`);
  const status = newest.metadata.labels?.version === "1" ? "pending-install" : "pending-upgrade";
  const content = JSON.parse(unpack(newest.data.release)) as { readonly info: object };
  const changed = pack(JSON.stringify({ ...content, info: { ...content.info, status } }));
  const path = `/api/v1/namespaces/${namespace}/secrets/${newest.metadata.name}`;
  await kubernetes.api.call("PATCH", path, { metadata: { labels: { status } }, data: { release: changed } });
}

/** Helm packs and encodes; the API server encodes once more. */
const unpack = (text: string): string =>
  gunzipSync(Buffer.from(Buffer.from(text, "base64").toString(), "base64")).toString();
const pack = (text: string): string =>
  Buffer.from(gzipSync(Buffer.from(text)).toString("base64")).toString("base64");
