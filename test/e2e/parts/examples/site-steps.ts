import assert from "node:assert/strict";
import { applyWithoutServer, heal } from "./heal";
import { giveBack } from "./free-clusters";
import { cutRelease } from "./helm-records";
import { operatorNames } from "./operator-names";
import type { Step } from "./chapter";
import { CERTIFICATES_NOTE } from "./certificate-stand-in";
import { CHARTS_NOTE } from "./stand-in-charts";
import type { SiteTrial } from "./site-trial";
import type { SiteOverlay } from "./synthesized-site";

type SiteStep = Step<SiteTrial>;

/** Seconds of a step with an apply. */
const LIMIT = 420;

export const initAndValidate: SiteStep = {
  name: "init and validate",
  level: "P2",
  async run(_ctx, { projects }) {
    for (const project of projects) {
      await project.init();
      assert.deepEqual(await project.validate(), { ok: true, diagnostics: [] });
    }
  },
};

export const applyPlatform: SiteStep = {
  name: "the platform stack applies, and the real CloudNativePG operator starts in its namespace",
  level: "P3",
  limit: LIMIT,
  note: CHARTS_NOTE,
  async run(_ctx, trial) {
    await trial.applyPlatform();
    await trial.bringSecrets();
  },
};

export const applyServices: SiteStep = {
  name: "the services stack applies after people brought their Secrets",
  level: "P3",
  limit: LIMIT,
  note: CERTIFICATES_NOTE,
  async run(_ctx, trial) {
    await trial.plan(trial.services);
    await trial.services.applyPlan();
  },
};

/** More than the Secrets, Services and files; the workloads are under way. */
const DONE_WHEN_KILLED = 17;

export const applyServicesInTrouble: SiteStep = {
  name: "the API server is killed in mid-apply, and the next apply goes on from there",
  level: "P3",
  limit: LIMIT,
  note:
    "an object that the server took and Terraform never heard of, and a Helm release cut in its middle, are removed as a " +
    "person would; none of them holds data",
  async run(ctx, trial) {
    const { kubernetes } = trial.view;
    await trial.plan(trial.services);
    await applyWithoutServer(ctx, trial.services, kubernetes, DONE_WHEN_KILLED);
    const repairs = await heal(trial.services, kubernetes, trial.view.name);
    process.stdout.write(`          repairs by hand: ${repairs.join(", ") || "none"}\n`);
  },
};

export const plansAreEmpty: SiteStep = {
  name: "the second plan of each stack is empty",
  level: "P3",
  async run(_ctx, trial) {
    for (const project of trial.projects) {
      const { empty, changes } = await trial.plan(project);
      assert.ok(empty, `changes again: ${changes.map(({ address }) => address).join(", ")}`);
    }
  },
};

export const podsHaveAllTheyNeed: SiteStep = {
  name: "every pod is admitted under restricted and finds each Secret, key, file, claim and Service that it names",
  level: "P3",
  note: "kwok says that pods run and Jobs complete; no container does",
  async run(_ctx, trial) {
    const namespaces = await trial.view.kubernetes.get("namespaces");
    const own = namespaces.find(({ metadata }) => metadata.name === trial.view.name);
    assert.equal(own?.metadata.labels?.["pod-security.kubernetes.io/enforce"], "restricted");
    await trial.settled();
  },
};

export const operatorMadeItsNames: SiteStep = {
  name: "the operator made the Services, Secrets, Jobs and poolers by the names that other parts use",
  level: "P3",
  async run(ctx, { view }) {
    for (const [resource, expected] of await operatorNames(view)) {
      const missing = async (): Promise<readonly string[]> => {
        const made = (await view.list(resource)).map(({ metadata }) => metadata.name);
        return expected.filter((name) => !made.includes(name));
      };
      await ctx.waitFor(`${resource} ${expected.join(", ")}`, async () => (await missing()).length === 0, 60);
    }
  },
};

/** @param rolled workloads whose pod must change, and new Jobs, as beginnings of their names */
export function changeRolls(what: string, overlay: SiteOverlay, rolled: readonly string[]): SiteStep {
  return {
    name: `${what} rolls ${rolled.join(" and ") || "nothing"}, and no other workload`,
    level: "P3",
    limit: LIMIT,
    async run(_ctx, trial) {
      assertRolled(await trial.rolledBy(overlay), rolled);
    },
  };
}

/** @param changed `secret/key` of the values that must be new; all others must be what they were */
export function revisionRolls(
  what: string,
  overlay: SiteOverlay,
  expected: { readonly rolled: readonly string[]; readonly changed: readonly string[] },
): SiteStep {
  const { rolled, changed } = expected;
  return {
    name: `${what} writes ${changed.join(" and ") || "no Secret"} anew and rolls ${rolled.join(" and ")} alone`,
    level: "P3",
    limit: LIMIT,
    async run(_ctx, trial) {
      const before = await trial.secrets();
      assertRolled(await trial.rolledBy(overlay), rolled);
      const after = await trial.secrets();
      const differs = [...after].filter(([name, value]) => before.has(name) && before.get(name) !== value);
      assert.deepEqual(differs.map(([name]) => name).sort(), [...changed].sort());
      assert.deepEqual(await trial.leaks(before), []);
    },
  };
}

function assertRolled(actual: readonly string[], expected: readonly string[]): void {
  const matches =
    expected.length === actual.length && expected.every((name, i) => actual[i]?.startsWith(name));
  assert.ok(
    matches,
    `rolled ${actual.join(", ") || "nothing"}; expected ${expected.join(", ") || "nothing"}`,
  );
}

export const nothingSecretIsWritten: SiteStep = {
  name: "no value of any Secret stands in state, plans or synthesized files",
  level: "P3",
  async run(_ctx, trial) {
    assert.ok((await trial.secrets()).size > 0, "the namespace has no secret values to search for");
    assert.deepEqual(await trial.leaks(), []);
  },
};

/** Helm keeps a release that it was cut off from as "in progress", for ever; the objects are whole. */
export const cutReleaseHeals: SiteStep = {
  name: "a Helm release whose record was cut goes on once the record is removed, and the database is the same",
  level: "P3",
  limit: LIMIT,
  note: "the cut is made by hand: the record says pending-install",
  async run(_ctx, trial) {
    const { kubernetes, name } = trial.view;
    const uids = async (): Promise<readonly unknown[]> =>
      (await trial.view.list("clusters.postgresql.cnpg.io")).map(({ metadata }) => metadata.uid);
    const before = await uids();
    await cutRelease(kubernetes, name, "postgres");
    const repairs = await heal(trial.services, kubernetes, name);
    assert.deepEqual(repairs, ["removed the record of a cut Helm release"]);
    assert.deepEqual(await uids(), before);
    assert.ok((await trial.services.plan()).empty, "the plan is not empty after the repair");
  },
};

/** What services leave beside the Secrets that people brought and those that cert-manager leaves too. */
const LEFT_BY_SERVICES = [
  // The platform stack's own, in the site's namespace.
  /^secret\/registry-pull$/,
  /^(externalsecret|secretstore)\.external-secrets\.io\//,
  /^secret\/sh\.helm\.release\.v1\.vault-secrets\.v\d+$/,
  /^serviceaccount\/vault-reader$/,
  /^networkpolicy\.networking\.k8s\.io\/default-deny$/,
  /^persistentvolumeclaim\/data-\d+-store-\d+$/,
  /^persistentvolumeclaim\/store-rtcd-\d+$/,
  /^persistentvolumeclaim\/people-openldap-\d+$/,
  /^persistentvolumeclaim\/models-[a-z0-9-]+-\d+$/,
];

/** Last day of a site that says nothing of its end: its data stay. */
export const guardHolds: SiteStep = {
  name: "unless the site is disposable, destroy is refused in both stacks, and nothing is lost",
  level: "P3",
  limit: LIMIT,
  async run(_ctx, trial) {
    const { synthesized, view, services } = trial;
    const databases = async (): Promise<readonly unknown[]> =>
      (await view.list("clusters.postgresql.cnpg.io")).map(({ metadata }) => metadata.uid);
    assertRolled(await trial.rolledBy({ disposable: false }), []);
    const before = { contents: await view.contents(), databases: await databases() };
    for (const project of trial.projects) {
      const { ok, diagnostics } = await project.tryDestroy();
      assert.equal(ok, false);
      assert.match(diagnostics.map(({ summary }) => summary).join("\n"), /Instance cannot be destroyed/);
    }
    assert.deepEqual({ contents: await view.contents(), databases: await databases() }, before);
    synthesized.revert();
    await services.apply();
  },
};

/** The plans before have read all that is there. */
const AS_APPLIED = ["-refresh=false"];

export const destroysClean: SiteStep = {
  name: "destroying services leaves the store's claims, destroying the platform nothing",
  level: "P3",
  limit: LIMIT,
  note: "claims of a StatefulSet are kept on purpose; the operator removes the database's claims with its Cluster",
  async run(ctx, trial) {
    const { view, cluster } = trial;
    const others = new Set([...trial.broughtNames(), ...(await view.certificateSecrets())]);
    await trial.services.destroy(AS_APPLIED);
    const unexpected = async (): Promise<readonly string[]> =>
      (await view.contents()).filter(
        (name) => !others.has(name) && !LEFT_BY_SERVICES.some((kept) => kept.test(name)),
      );
    let left: readonly string[] = [];
    const gone = async (): Promise<boolean> => (left = await unexpected()).length === 0;
    await ctx.waitFor("what was made by others to be collected", gone, 60).catch(async (error: unknown) => {
      throw new Error(`left behind: ${(await view.fates(left)).join(", ")}`, { cause: error });
    });
    await cluster.stopOperator();
    await trial.platform.destroy(AS_APPLIED);
    assert.deepEqual(await trial.namespacesLeft(), []);
    for (const project of trial.projects) assert.deepEqual(await project.resources(), []);
    giveBack(cluster);
  },
};
