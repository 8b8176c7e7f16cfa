import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProblemError, type Problem } from "../../src/errors/problem";
import { openSites } from "../../src/site/open";
import { refuseReplacements } from "../../src/stacks/replacements";
import { synthSites } from "../../src/stacks/synth";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "replacements-"));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

type Body = Readonly<Record<string, unknown>>;
type Stack = Readonly<Record<string, Readonly<Record<string, Body>>>>;

const lifecycle = { prevent_destroy: true };

function primary(body: Body = {}): Stack {
  const known = { lifecycle, name: "psql", delegated_subnet_id: "${subnet}", version: "17" };
  return { azurerm_postgresql_flexible_server: { primary: { ...known, ...body } } };
}

const cluster = (set: string | undefined): Stack => ({
  ...primary(),
  azurerm_kubernetes_cluster: { cluster: { name: "aks", disk_encryption_set_id: set } },
});

function written(folder: string, resource: Stack | undefined): string {
  const stack = join(root, folder, "stacks", "chat-foundation");
  mkdirSync(stack, { recursive: true });
  if (resource) writeFileSync(join(stack, "cdk.tf.json"), JSON.stringify({ resource }));
  return join(root, folder);
}

function problemsOf(run: () => void): readonly Problem[] {
  try {
    run();
    return [];
  } catch (error) {
    if (error instanceof ProblemError) return error.problems;
    throw error;
  }
}

test.each<[string, Stack | undefined, Stack, readonly string[]]>([
  ["nothing was synthesized before", undefined, primary(), []],
  ["nothing changed", primary(), primary(), []],
  ["another way", primary(), primary({ delegated_subnet_id: undefined }), ["HF4004 database.network"]],
  ["a key at last", primary(), primary({ customer_managed_key: {} }), ["HF4004 database.dataKeys"]],
  [
    "another version of a key",
    primary({ customer_managed_key: { a: 1 } }),
    primary({ customer_managed_key: { a: 2 } }),
    [],
  ],
  ["an older version", primary(), primary({ version: "16" }), ["HF4004 database.version"]],
  ["a newer version", primary(), primary({ version: "18" }), []],
  [
    "the cluster's disks under another key",
    cluster(undefined),
    cluster("set"),
    ["HF4004 azure.kubernetes.diskKeys"],
  ],
  [
    "the database is elsewhere",
    cluster("set"),
    { azurerm_key_vault: { vault: { lifecycle } } },
    ["HF4005 chat-foundation"],
  ],
  ["the data may go", primary(), primary({ lifecycle: undefined, delegated_subnet_id: undefined }), []],
  ["a copy", primary({ create_mode: "Replica" }), primary({ create_mode: "Replica", name: "other" }), []],
])("%s", (_, before, after, expected) => {
  const found = problemsOf(() => {
    refuseReplacements(written("before", before), written("after", after));
  });
  expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual(expected);
});

test("a site whose database changes its way is refused, and the last output stays", () => {
  const file = join(__dirname, "..", "..", "examples", "enterprise-government", "site.yaml");
  const { site } = openSites([file]).sites[0]!;
  const { database } = site;
  if (database.kind !== "azure") throw new Error("the example has another database");
  const out = join(root, "out");
  synthSites([site], out);
  synthSites([site], out);
  const other = { ...site, database: { ...database, network: { kind: "private-endpoint" } as const } };
  const found = problemsOf(() => {
    synthSites([other], out);
  });
  expect(found.map(({ code, path }) => [code, path])).toEqual([["HF4004", "database.network"]]);
  synthSites([{ ...other, disposable: true }], out);
});
