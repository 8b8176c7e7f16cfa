import assert from "node:assert/strict";
import type { KubernetesObject } from "../toolchain/api-client";
import type { Check, Part } from "../part";
import type { Choices } from "./offloader/stack";
import { OffloaderWorld } from "./offloader/world";

const SITE_URL = "http://mattermost.agency.svc.cluster.local:8065";
const RECORDER = "docker.io/mattermost/calls-recorder:v0.8.13";
const TRANSCRIBER = "docker.io/mattermost/calls-transcriber:v0.7.2";

/** More than any node has: such a job stays where it can be looked at. */
const TOO_LARGE = { cpu: "1000", memory: "1Gi" };
const TOLERATIONS = [{ key: "recordings", value: "true", effect: "NoSchedule" }] as const;

/** Each value that a person may set, at its edges. */
const VALUES: readonly Choices[] = [
  { registry: "registry.agency.example:5000/mirror" },
  { maxConcurrentJobs: 400 },
  { failedJobsRetention: "1m" },
  { failedJobsRetention: "12h" },
  { failedJobsRetention: "30d" },
  { tolerations: [...TOLERATIONS, { key: "gpu", effect: "NoExecute" }] },
  {
    jobResources: {
      recording: { cpu: "660m", memory: "768Mi" },
      transcribing: { cpu: "4", memory: "2560Mi" },
    },
  },
];

/** Values that our types or checks refuse, as the program would meet them. */
const REFUSED: readonly Readonly<Record<string, string>>[] = [
  { JOBS_FAILEDJOBSRETENTIONTIME: "1w" },
  { JOBS_FAILEDJOBSRETENTIONTIME: "30s" },
  { JOBS_APITYPE: "nomad" },
  { JOBS_KUBERNETES_JOBSRESOURCEREQUIREMENTS: "two CPUs" },
];

interface Job extends KubernetesObject {
  readonly spec: { readonly template: { readonly spec: JobPod } };
}

interface JobPod {
  readonly containers: readonly {
    readonly image: string;
    readonly env: readonly { readonly name: string; readonly value: string }[];
    readonly resources: { readonly limits: { readonly memory: string } };
  }[];
  readonly tolerations?: readonly object[];
}

const OLDER =
  "v0.9.2, the newest that the module proxy has: at the API server v0.9.5 differs in one field, the jobs' `privileged: false`";

const check = (
  name: string,
  run: (world: OffloaderWorld) => Promise<void>,
  note?: string,
): Check<OffloaderWorld> => ({
  name,
  level: "P4",
  note,
  run: (_, world) => run(world),
});

export const part: Part<OffloaderWorld> = {
  name: "offloader",
  title: "Recordings and transcripts (calls-offloader) with the rendered environment and account",
  needs: ["kubernetes", "debian"],
  seconds: 90,
  proves: ["CallsOffloader"],
  prepare: (ctx) => OffloaderWorld.create(ctx),
  checks: [
    check(
      "the job registers the client once, and nobody else is let in",
      async (world) => {
        const offloader = world.rendered();
        await world.with(offloader, async () => {
          const stranger = { clientID: "stranger", authKey: "s".repeat(48) };
          assert.equal((await world.call("POST", "/register", undefined, stranger)).code, 401);
          const wrong = await world.register(offloader, { ADMIN_KEY: "wrong" });
          assert.match(wrong.stderr, /refused the registration with 401/);
          for (const time of ["once", "again"]) assert.equal((await world.register(offloader)).code, 0, time);
          const init = { Runners: [RECORDER, TRANSCRIBER] };
          assert.equal((await world.call("POST", "/jobs/init", "k".repeat(48), init)).code, 200);
          assert.equal((await world.call("POST", "/jobs/init", "w".repeat(48), init)).code, 401);
        });
      },
      OLDER,
    ),
    check(
      "its recording and its transcript are jobs with the pinned images and the site's address",
      async (world) => {
        const jobResources = { recording: TOO_LARGE, transcribing: TOO_LARGE };
        const offloader = world.rendered({ jobResources, tolerations: TOLERATIONS });
        await world.with(offloader, async () => {
          await world.register(offloader);
          const started = [
            await world.startJob("recording", RECORDER, SITE_URL),
            await world.startJob("transcribing", TRANSCRIBER, SITE_URL),
          ];
          assert.deepEqual(
            started.map(({ status }) => status),
            [200, 200],
            started[0]?.text,
          );
          const jobs = await world.kubernetes.get<Job>("jobs.batch", world.places.jobs);
          const pods = jobs.map(({ spec }) => spec.template.spec);
          assert.deepEqual(pods.map((pod) => pod.containers[0]!.image).sort(), [RECORDER, TRANSCRIBER]);
          for (const { containers, tolerations } of pods) {
            assert.ok(
              containers[0]!.env.some(({ name, value }) => name === "SITE_URL" && value === SITE_URL),
            );
            assert.equal(containers[0]!.resources.limits.memory, TOO_LARGE.memory);
            assert.deepEqual(tolerations, [{ ...TOLERATIONS[0], operator: "Equal" }]);
          }
          assert.equal(await world.admittedPods(2), 2);
          const third = await world.startJob("recording", RECORDER, SITE_URL);
          assert.equal(third.status, 500);
          assert.match(third.text, /max concurrent jobs reached/);
        });
        await world.kubernetes.kubectl(["delete", "jobs", "--all", `--namespace=${world.places.jobs}`]);
      },
    ),
    check("it takes no other image than the two, from no other registry", async (world) => {
      const offloader = world.rendered({ registry: "registry.agency.example:5000/mirror" });
      await world.with(offloader, async () => {
        await world.register(offloader);
        for (const runner of [RECORDER, "registry.agency.example:5000/mirror/mattermost/busybox:v1.0.0"]) {
          const { status, text } = await world.startJob("recording", runner, SITE_URL);
          assert.equal(status, 400);
          assert.match(text, /failed to validate runner/);
        }
        const mirrored = RECORDER.replace("docker.io", "registry.agency.example:5000/mirror");
        assert.equal((await world.startJob("recording", mirrored, SITE_URL)).status, 200);
      });
    }),
    check(
      "a recording that ends leaves nothing behind: the account may watch and remove it",
      async (world) => {
        const offloader = world.rendered();
        await world.with(offloader, async () => {
          await world.register(offloader);
          const { id, status } = await world.startJob("recording", RECORDER, SITE_URL);
          assert.equal(status, 200);
          await world.removed(id);
        });
      },
    ),
    check("every value that a person may set is taken", async (world) => {
      for (const choices of VALUES) await world.with(world.rendered(choices), () => Promise.resolve());
    }),
    check("what our checks refuse stops the program", async (world) => {
      for (const wrong of REFUSED) {
        const running = await world.start({ ...world.rendered().environment, ...wrong });
        assert.notEqual(await running.exited, 0, JSON.stringify(wrong));
      }
    }),
    {
      name: "its account may start jobs in their namespace, and nothing else anywhere",
      level: "P3",
      async run(_, world) {
        const { jobs, namespace } = world.places;
        assert.ok(await world.may("create", "jobs.batch", jobs));
        assert.ok(await world.may("get", "pods --subresource=log", jobs));
        for (const [verb, resource, where] of [
          ["get", "secrets", jobs],
          ["get", "secrets", namespace],
          ["create", "jobs.batch", namespace],
          ["create", "pods", jobs],
          ["create", "pods --subresource=exec", jobs],
        ] as const) {
          assert.equal(await world.may(verb, resource, where), false, `${verb} ${resource} in ${where}`);
        }
      },
    },
    {
      name: "it is admitted at restricted",
      level: "P3",
      run: (_, { kubernetes, places }) => kubernetes.rollout("statefulset/calls-offloader", places.namespace),
    },
  ],
};
