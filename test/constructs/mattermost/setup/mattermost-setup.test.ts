import { MattermostSetup } from "../../../../src/constructs/mattermost/setup/mattermost-setup";
import {
  fromSecret,
  type SetupContribution,
  type SetupStep,
} from "../../../../src/constructs/mattermost/setup/setup-contribution";
import { SetupSecret } from "../../../../src/constructs/mattermost/setup/setup-secret";
import { Secret } from "../../../../src/constructs/kubernetes/secret";
import { problemCodes, resourcesByName, synth } from "../../../support/synth";
import { world } from "../world";

const DOCUMENT: SetupStep = {
  kind: "document",
  id: "config",
  read: "/plugins/x/config",
  write: { method: "PUT", path: "/plugins/x/config" },
  merge: { key: fromSecret("key") },
};

function scene(change: (contribution: SetupContribution) => readonly SetupContribution[], revision = 1) {
  const made = world();
  const key = Secret.fromName(made.stack, "Key", { name: "model-key", revision }).key("value");
  const contributions = change({ name: "x", steps: [DOCUMENT], secrets: { key } });
  new MattermostSetup(made.stack, "Setup", {
    namespace: made.props.namespace,
    server: made.server,
    contributions,
  });
  return made;
}

const REFUSED: readonly [
  string,
  (contribution: SetupContribution) => readonly SetupContribution[],
  readonly string[],
][] = [
  ["as it should be", (each) => [each], []],
  ["one contribution twice", (each) => [each, each], ["HF3830"]],
  ["one step twice", (each) => [{ ...each, steps: [DOCUMENT, DOCUMENT] }], ["HF3830"]],
  ["an unknown secret", (each) => [{ ...each, secrets: {} }], ["HF3831"]],
  [
    "another host",
    (each) => [{ ...each, steps: [{ ...DOCUMENT, read: "https://elsewhere.example/" }] }],
    ["HF3832"],
  ],
];

test.each(REFUSED)("%s", (_, change, codes) => {
  expect(problemCodes(() => scene(change))).toEqual(codes);
});

test("two steps may not write one key", () => {
  const made = world();
  const secret = new SetupSecret(made.stack, "Out", { namespace: made.props.namespace, name: "out" });
  const token = { secret, key: "token" };
  const bot = (username: string): SetupStep => ({
    ...{
      kind: "bot",
      id: username,
      username,
      displayName: "",
      description: "",
      teams: [],
      channels: [],
      token,
    },
  });
  const contributions = [{ name: "x", steps: [bot("a"), bot("b")] }];
  const act = () =>
    new MattermostSetup(made.stack, "Setup", {
      namespace: made.props.namespace,
      server: made.server,
      contributions,
    });
  expect(problemCodes(act)).toEqual(["HF3833"]);
});

test("a feature that comes late is told", () => {
  const made = scene((each) => [each]);
  made.server.addFeature({ featureName: "late", bind: () => ({ setup: { name: "late", steps: [] } }) });
  expect(() => synth(made.stack)).toThrow("HF3834");
});

function jobName(made: ReturnType<typeof scene>): string | undefined {
  return Object.keys(resourcesByName(synth(made.stack), "kubernetes_job_v1"))[0];
}

test("the job's name follows plan and secrets, and nothing else", () => {
  const first = jobName(scene((each) => [each]));
  expect(first).toMatch(/^mattermost-setup-[0-9a-f]{8}$/);
  expect(jobName(scene((each) => [each]))).toBe(first);
  expect(jobName(scene((each) => [each], 2))).not.toBe(first);
  expect(jobName(scene((each) => [{ ...each, steps: [{ ...DOCUMENT, merge: { mode: "new" } }] }]))).not.toBe(
    first,
  );
});
