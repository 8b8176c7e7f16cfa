import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSites } from "../../src/site/open";
import type { Site } from "../../src/site/site";
import { buildApp } from "../../src/stacks/build-app";

interface Stack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
}

interface Resource {
  readonly name?: string;
  readonly metadata?: { readonly name: string };
  readonly values?: readonly string[];
  readonly lifecycle?: { readonly prevent_destroy?: boolean };
}

const EXAMPLE = join(__dirname, "..", "..", "examples", "edge", "site.yaml");

/** `type name` of every resource of a site, with the resource. */
function resourcesOf(changes: Partial<Site>): readonly (readonly [name: string, resource: Resource])[] {
  const [opened] = openSites([EXAMPLE]).sites;
  const site: Site = { ...opened!.site, ...changes };
  const folder = mkdtempSync(join(tmpdir(), "guard-"));
  try {
    buildApp([site], { writeTo: folder }).synth();
    return ["platform", "services"].flatMap((stack) => {
      const file = join(folder, "stacks", `${site.name}-${stack}`, "cdk.tf.json");
      const { resource } = JSON.parse(readFileSync(file, "utf8")) as Stack;
      return Object.entries(resource).flatMap(([type, all]) =>
        Object.values(all).map(
          (each) => [`${type} ${each.metadata?.name ?? each.name ?? ""}`, each] as const,
        ),
      );
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const guarded = (changes: Partial<Site>): readonly string[] =>
  resourcesOf(changes)
    .filter(([, { lifecycle }]) => lifecycle?.prevent_destroy === true)
    .map(([name]) => name)
    .sort();

test("what holds data is guarded, and nothing else", () => {
  expect(guarded({})).toEqual([
    "helm_release keycloak-postgres",
    "helm_release postgres",
    "kubernetes_namespace_v1 outpost-kestrel",
    "kubernetes_persistent_volume_claim_v1 keycloak-postgres-copies",
    "kubernetes_secret_v1 mattermost-secrets",
  ]);
});

test("a claim for files is guarded too", () => {
  const files = { kind: "shared-files", size: "20Gi" } as const;
  expect(guarded({ objectStore: files })).toContain("kubernetes_persistent_volume_claim_v1 files");
});

test("a disposable site has no guard, and Helm keeps nothing of it", () => {
  expect(guarded({ disposable: true })).toEqual([]);
  const kept = (changes: Partial<Site>): number =>
    resourcesOf(changes).filter(([, { values }]) => JSON.stringify(values ?? "").includes("resource-policy"))
      .length;
  expect([kept({}), kept({ disposable: true })]).toEqual([2, 0]);
});
