import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSites } from "../../src/site/open";
import { buildApp } from "../../src/stacks/build-app";

interface Resource {
  readonly lifecycle?: { readonly prevent_destroy?: boolean };
}

interface Stack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
}

/** What can't be made again as it was: it holds data, names or keys, or everything that runs. */
const STATEFUL =
  /^azurerm_(postgresql_flexible_server(_database)?|storage_(account|container|share)|key_vault|key_vault_key|disk_encryption_set|private_dns_zone|container_registry|cognitive_account|arc_kubernetes_provisioned_cluster|stack_hci_logical_network)$/;

/** Copies of a primary, which the next apply makes again. */
const COPY = /_(read|search)\d+_/;

function foundationOf(example: string, disposable: boolean): readonly (readonly [string, Resource])[] {
  const file = join(__dirname, "..", "..", "examples", example, "site.yaml");
  const [opened] = openSites([file]).sites;
  if (opened === undefined) throw new Error(`${example} has no site`);
  const folder = mkdtempSync(join(tmpdir(), "guard-"));
  try {
    buildApp([{ ...opened.site, disposable }], { writeTo: folder }).synth();
    const json = join(folder, "stacks", `${opened.site.name}-foundation`, "cdk.tf.json");
    const { resource } = JSON.parse(readFileSync(json, "utf8")) as Stack;
    return Object.entries(resource)
      .filter(([type]) => STATEFUL.test(type))
      .flatMap(([type, all]) => Object.entries(all).map(([id, each]) => [`${type}.${id}`, each] as const))
      .filter(([name]) => !COPY.test(name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.each(["enterprise", "enterprise-government", "azure-local"])("the foundation of %s", (example) => {
  test.each([
    [false, true],
    [true, false],
  ])("with disposable %p, prevent_destroy of what can't be made again is %p", (disposable, prevented) => {
    const stateful = foundationOf(example, disposable);
    expect(stateful.length).toBeGreaterThanOrEqual(2);
    const others = stateful.filter(
      ([, { lifecycle }]) => (lifecycle?.prevent_destroy ?? false) !== prevented,
    );
    expect(others.map(([name]) => name)).toEqual([]);
  });
});
