import { Connections } from "../../../src/constructs/kubernetes/connections";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { DatabaseCopies } from "../../../src/constructs/postgres/database-copies";
import { fromPostgresAttributes } from "../../../src/constructs/postgres/foreign-postgres";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { problemCodes, resourcesByName, synth, testStack } from "../../support/synth";

type Attributes = Parameters<typeof fromPostgresAttributes>[2];

function copies(attributes: Partial<Attributes> = {}, keep?: number) {
  const stack = testStack();
  const namespace = Namespace.fromName(stack, "Namespace", "outpost");
  const database = fromPostgresAttributes(stack, "Database", {
    writer: { host: "db.outpost.example", port: 5433 },
    database: "keycloak",
    credentials: Secret.fromName(stack, "Login", { name: "keycloak-login" }),
    majorVersion: 18,
    tls: { mode: "verify-full", ca: Secret.fromName(stack, "Ca", { name: "database-ca" }) },
    ...attributes,
  });
  new DatabaseCopies(stack, "Copies", { namespace, database, name: "keycloak-copies", keep });
  return stack;
}

test("the JSON is valid, the job reaches the database and nothing else, over verified TLS", () => {
  const stack = copies();
  const json = synth(stack);
  expect(checkAgainstProviderSchema(json)).toEqual([]);
  expect(
    Connections.allBelow(stack).map(
      ({ from, to, port }) => `${from.sideName} ${to.sideName} ${String(port.port)}`,
    ),
  ).toEqual([expect.stringMatching(/^keycloak-copies .* 5433$/)]);
  const text = JSON.stringify(resourcesByName(json, "kubernetes_cron_job_v1")["keycloak-copies"]);
  expect(text).toContain('{"name":"PGSSLMODE","value":"verify-full"}');
  expect(text).toContain('{"name":"PGSSLROOTCERT","value":"/authority/ca.crt"}');
  expect(text).toContain("keycloak-login");
});

test("so many copies are kept as was said", () => {
  const script = (keep?: number) => {
    const files = resourcesByName(synth(copies({}, keep)), "kubernetes_config_map_v1")["keycloak-copies"]
      ?.data;
    return (files as Record<string, string>)["copy.sh"];
  };
  expect(script()).toContain("tail -n +15");
  expect(script(3)).toContain("tail -n +4");
});

test.each<[string, Partial<Attributes>]>([
  ["a version without an image", { majorVersion: 15 }],
  ["a pooler before it", { pooling: "transaction" }],
])("%s is refused", (_, attributes) => {
  expect(problemCodes(() => copies(attributes))).toEqual(["HF3307"]);
});
