import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSites } from "../../src/site/open";
import { buildApp } from "../../src/stacks/build-app";
import { COPY, STATEFUL } from "../support/azure-state";

interface Resource {
  readonly lifecycle?: { readonly prevent_destroy?: boolean };
}

interface Stack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
}

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
