import type { Site } from "../../../src/site/site";

/** Sections of a resolved site that only enterprise sites have, and what in them is for people alone. */
const BUILT = /^(azure|azureLocal|database|objectStore|secrets\.keyVault)\b/;

/** What no stack needs, by the beginning of its path, and who reads it. */
const FOR_PEOPLE: Readonly<Record<string, string>> = {
  "azure.prices": "the estimate of the monthly cost",
  "azure.runner": "the guide",
  "azure.access.names.reason": "whoever is asked by the rule on hidden names",
  "azure.access.media.reason": "whoever accepts the addresses on the internet",
  "objectStore.credentials.kind": "tells a reference from what is generated, which credentials never are",
};

/** Copies of sites that note which of their values somebody reads. */
export class ReadValues {
  private readonly all = new Set<string>();
  private readonly read = new Set<string>();

  public copyOf(site: Site): Site {
    return this.copy(site, "") as Site;
  }

  /** Values that nobody has read in any of the copies, by their paths. */
  public unread(): readonly string[] {
    const excused = Object.keys(FOR_PEOPLE);
    return [...this.all].filter(
      (path) => BUILT.test(path) && !this.read.has(path) && !excused.some((start) => path.startsWith(start)),
    );
  }

  private copy(value: unknown, path: string): unknown {
    if (typeof value !== "object" || value === null) {
      this.all.add(path);
      return value;
    }
    const copy = Array.isArray(value) ? [] : {};
    for (const [key, each] of Object.entries(value)) {
      if (each === undefined) continue;
      const below = Array.isArray(value) ? `${path}[]` : path === "" ? key : `${path}.${key}`;
      const inner = this.copy(each, below);
      const get = (): unknown => {
        this.read.add(below);
        return inner;
      };
      Object.defineProperty(copy, key, { enumerable: true, get });
    }
    return copy;
  }
}
