import assert from "node:assert/strict";
import { mediaPodSecurity } from "../../../../src/constructs/calls/exposure";
import type { Context } from "../../context";
import { manifestsOf } from "../policy-lint/manifests";
import { EXPOSURES, routerStack } from "./router-stack";

/** Applies the rendered objects; a namespace's own object is left out, since the harness makes it. */
export async function everyExposureIsAdmitted(ctx: Context): Promise<void> {
  const kubernetes = await ctx.kubernetes();
  for (const [name, exposure] of Object.entries(EXPOSURES)) {
    // Its routers would need the ports that those of the first have on the nodes.
    if (name === "host-network behind NAT") continue;
    const { level } = mediaPodSecurity(exposure.kind);
    const namespace = await kubernetes.namespace("media", level);
    const objects = objectsIn(namespace, exposure);
    await kubernetes.apply(objects, namespace);
    await kubernetes.rollout("statefulset/rtcd", namespace);
    if (level === "restricted") continue;
    const stricter = await kubernetes.namespace("media", "baseline");
    const pod = podOf(objectsIn(stricter, exposure));
    assert.match((await kubernetes.refusal(pod, stricter)) ?? "", /violates PodSecurity/, name);
  }
}

/** What the exposure renders, without the namespace's own object. */
export function objectsIn(
  namespace: string,
  exposure: (typeof EXPOSURES)[keyof typeof EXPOSURES],
): readonly object[] {
  return manifestsOf(routerStack(exposure, false, {}, namespace)).filter((each) => each.kind !== "Namespace");
}

/** The first router's pod, as its StatefulSet would make it. */
export function podOf(objects: readonly object[]): object {
  const sets = objects as readonly {
    readonly kind: string;
    readonly spec: { readonly template: { readonly metadata: object; readonly spec: object } };
  }[];
  const { metadata, spec } = sets.find((each) => each.kind === "StatefulSet")!.spec.template;
  return { apiVersion: "v1", kind: "Pod", metadata: { ...metadata, name: "rtcd-0" }, spec };
}
