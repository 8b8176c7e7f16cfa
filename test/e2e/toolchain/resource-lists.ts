import type { ApiClient, KubernetesObject } from "./api-client";

interface ObjectList<T> {
  readonly apiVersion: string;
  /** `PodList` */
  readonly kind: string;
  readonly items: readonly T[];
}

const CORE = new Set([
  ...["configmaps", "events", "namespaces", "nodes", "persistentvolumeclaims", "pods", "secrets"],
  ...["serviceaccounts", "services"],
]);

/** Reads whole lists by the names that kubectl takes, without a program for each of them. */
export class ResourceLists {
  private readonly versions = new Map<string, Promise<string>>();

  constructor(private readonly api: ApiClient) {}

  /** Whether each of the names says what it is: those without a group that aren't common need a look-up. */
  static canRead(resources: string): boolean {
    return resources.split(",").every((resource) => resource.includes(".") || CORE.has(resource));
  }

  /** @param resources `pods`, `deployments.apps`, or several with commas */
  async read<T extends KubernetesObject>(resources: string, namespace?: string): Promise<readonly T[]> {
    const lists = resources.split(",").map((resource) => this.list<T>(resource, namespace));
    return (await Promise.all(lists)).flat();
  }

  /** A list's items don't say what they are, the list does. */
  private async list<T extends KubernetesObject>(
    resource: string,
    namespace?: string,
  ): Promise<readonly T[]> {
    const [name, ...group] = resource.split(".");
    const version = group.length === 0 ? "/api/v1" : await this.version(group.join("."));
    const where = namespace === undefined ? "" : `/namespaces/${namespace}`;
    const { apiVersion, kind, items } = await this.api.call<ObjectList<T>>(
      "GET",
      `${version}${where}/${name}`,
    );
    return items.map((item) => ({ apiVersion, kind: kind.replace(/List$/, ""), ...item }));
  }

  private version(group: string): Promise<string> {
    const known = this.versions.get(group);
    if (known !== undefined) return known;
    const asked = this.api
      .call<{ readonly preferredVersion: { readonly groupVersion: string } }>("GET", `/apis/${group}`)
      .then(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`);
    this.versions.set(group, asked);
    asked.catch(() => this.versions.delete(group));
    return asked;
  }
}
