import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesObject } from "../../toolchain/api-client";
import type { Kubernetes } from "../../toolchain/kubernetes";

interface Secret extends KubernetesObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** Shorter values are words such as a user name. */
const SHORTEST = 16;

/** `secret/key` to value, of every long value in the namespace's Secrets; Helm's own records are no secret of ours. */
export async function secretValues(
  kubernetes: Kubernetes,
  namespace: string,
): Promise<ReadonlyMap<string, string>> {
  const secrets = await kubernetes.get<Secret>("secrets", namespace);
  return new Map(
    secrets
      .filter(({ metadata }) => !metadata.name.startsWith("sh.helm.release."))
      .flatMap(({ metadata, data }) =>
        Object.entries(data ?? {}).map(
          ([key, value]) => [`${metadata.name}/${key}`, Buffer.from(value, "base64").toString()] as const,
        ),
      )
      .filter(([, value]) => value.length >= SHORTEST),
  );
}

/** A text in which no secret may be, by the name it is reported under. */
export type Texts = ReadonlyMap<string, string>;

/** Every file below the folders but the providers' programs. */
export function filesBelow(folders: readonly string[]): Texts {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes("/.terraform/providers"))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return new Map(files.map((file) => [file, readFileSync(file, "utf8")]));
}

/** Places where a value stands in the clear, in base64, or as JSON writes it. */
export function leaks(values: ReadonlyMap<string, string>, texts: Texts): readonly string[] {
  return [...values].flatMap(([name, value]) => {
    const forms = [value, Buffer.from(value).toString("base64"), JSON.stringify(value).slice(1, -1)];
    return [...texts]
      .filter(([, text]) => forms.some((form) => text.includes(form)))
      .map(([place]) => `${name} stands in ${place}`);
  });
}
