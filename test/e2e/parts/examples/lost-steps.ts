import assert from "node:assert/strict";
import type { KubernetesObject } from "../../toolchain/api-client";
import type { Step } from "./chapter";
import { heal } from "./heal";
import type { SiteTrial } from "./site-trial";

/**
 * What an apply leaves that is killed between the server's answer and the state file: the object is there, the state
 * doesn't know it.
 */
export const lostResourcesHeal: Step<SiteTrial> = {
  name:
    "of what the state never heard of, the next apply takes up a release, an import takes up a Deployment, and a " +
    "Secret is made again",
  level: "P3",
  limit: 420,
  note: "the state is made to forget them by hand",
  async run(_ctx, { services, view }) {
    const lost = await losses(services.resources());
    const made = async (): Promise<readonly unknown[]> => [
      ...(await uids(view.list("clusters.postgresql.cnpg.io"))),
      ...(await uids(view.list("deployments.apps"))),
    ];
    const before = await made();
    await services.terraform(["state", "rm", ...lost]);
    assert.deepEqual([...(await heal(services, view.kubernetes, view.name))].sort(), [
      "imported an object that Terraform never heard of",
      "removed a Secret or a Job that Terraform never heard of",
    ]);
    assert.deepEqual(await made(), before);
    assert.ok((await services.plan()).empty, "the plan is not empty after the repair");
  },
};

/** Addresses of the database's release, of NGINX and of one generated Secret. */
async function losses(resources: Promise<readonly string[]>): Promise<readonly string[]> {
  const addresses = await resources;
  return [
    /^helm_release\.Database_/,
    /^kubernetes_deployment_v1\.Proxy_/,
    /^kubernetes_secret_v1\.ObjectStoreRoot_/,
  ].map((pattern) => {
    const found = addresses.find((address) => pattern.test(address));
    if (found === undefined) throw new Error(`the state has no ${pattern.source}: ${addresses.join(", ")}`);
    return found;
  });
}

const uids = async (objects: Promise<readonly KubernetesObject[]>): Promise<readonly unknown[]> =>
  (await objects).map(({ metadata }) => metadata.uid);
