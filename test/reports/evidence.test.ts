import { POLICY_EXCEPTIONS } from "../../src/catalog/policy-exceptions";
import { Connections } from "../../src/constructs/kubernetes/connections";
import { Namespace } from "../../src/constructs/kubernetes/namespace";
import type { Weakening } from "../../src/constructs/kubernetes/pod";
import { Workload } from "../../src/constructs/kubernetes/workload";
import { problem } from "../../src/errors/catalogue";
import { evidenceTables, readEvidence } from "../../src/reports/evidence";
import { testStack } from "../support/synth";

const REASON = "media needs the node's own ports";
const WEAKENINGS: readonly Weakening[] = [
  { setting: "hostNetwork", reason: REASON },
  { setting: "addCapability", capability: "NET_BIND_SERVICE", reason: "it listens on port 443" },
];

function weakSite() {
  const stack = testStack();
  const namespace = new Namespace(stack, "Namespace", {
    name: "site",
    podSecurity: "privileged",
    podSecurityReason: "one pod uses the node's network",
  });
  new Namespace(stack, "Strict", { name: "strict" });
  const media = new Workload(stack, "Media", {
    name: "media",
    namespace,
    controller: { kind: "Deployment", replicas: 1 },
    pod: {
      user: { uid: 1000 },
      weakenings: WEAKENINGS,
      containers: [
        {
          name: "media",
          image: "registry.example/media:1.0",
          ports: [{ name: "media", port: 8443 }],
          resources: { cpu: "1", memory: "1Gi" },
        },
      ],
    },
  });
  const people = new Connections(stack, "People", { name: "people", addresses: ["192.0.2.0/24"] });
  people.allowTo(media, "audio");
  return stack;
}

test("tells every weakness with its reason", () => {
  const warning = { code: "HF2999", severity: "warning", title: "t", fix: "f" } as const;
  const accepted = {
    problem: problem(warning, { path: "a.b", message: "few", expected: "more" }),
    reason: "a test",
  };
  expect(readEvidence(weakSite(), [accepted])).toMatchObject({
    namespaces: [
      { namespace: "site", podSecurity: "privileged", reason: "one pod uses the node's network" },
      { namespace: "strict", podSecurity: "restricted" },
    ],
    weakenings: [
      { workload: "media", namespace: "site", setting: "addCapability NET_BIND_SERVICE" },
      { workload: "media", namespace: "site", setting: "hostNetwork", reason: REASON },
    ],
    unenforced: [{ from: "people", to: "media", port: 8443, enforcedBy: `nobody: ${REASON}` }],
    accepted: [{ code: "HF2999", path: "a.b", reason: "a test" }],
  });
});

test("has a table for everything, each row as wide as its header", () => {
  const tables = Object.entries(evidenceTables(readEvidence(weakSite())));
  expect(tables.map(([title, { rows }]) => [title, rows.length])).toEqual([
    ["Pod Security", 2],
    ["Weaker settings", 2],
    ["Secrets in Terraform's state", 0],
    ["Ways in from the internet", 0],
    ["Connections that policies can't hold", 1],
    ["Accepted warnings", 0],
    [
      "Accepted findings of linters, in all sites",
      POLICY_EXCEPTIONS.flatMap(({ findings }) => findings).length,
    ],
  ]);
  for (const [, { columns, rows }] of tables) {
    expect(rows.filter((row) => row.length !== columns.length)).toEqual([]);
  }
});
