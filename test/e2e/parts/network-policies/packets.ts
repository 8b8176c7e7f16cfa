import assert from "node:assert/strict";
import { isAllowed, type Endpoint, type Pod } from "../../../support/network-policy-evaluator";
import type { Context } from "../../context";
import { Stage, type Role } from "./stage";
import type { StoredSite } from "./stored-site";

/** Ports that somebody listens on, neighbours of theirs, and ports of the programs that nobody may reach here. */
const PORTS = [53, 443, 5432, 8000, 8065, 8067, 8074, 8080, 8443, 9000, 9001, 9187, 9999];

const WANTED = [
  "mattermost-1 > mattermost-2 8074/TCP",
  "mattermost-1 > mattermost-2 8074/UDP",
  "mattermost-2 > mattermost-1 8074/TCP",
  "mattermost-2 > mattermost-1 8074/UDP",
  ...["mattermost-1", "mattermost-2"].flatMap((server) => [
    `nginx > ${server} 8065/TCP`,
    `${server} > store 9000/TCP`,
    `${server} > postgres 5432/TCP`,
  ]),
  // Of the networks that the example's `proxy.allowFrom` names.
  "person > nginx 8080/TCP",
  "person > nginx 8443/TCP",
].sort();

/** Ends that no policy of ours holds find each other on every port. */
const OUTSIDE = ["person", "stranger outside", "outsider"];

/** Sends packets between pods that are played, first without the policies, then with them. */
export async function wantedPortsPass(ctx: Context, site: StoredSite): Promise<void> {
  const roles = cast(site);
  await skipWithoutNftables(ctx);
  const stage = await Stage.open(ctx, roles, PORTS);
  assert.equal((await stage.open()).length, stage.doors, "without policies every door is open");
  await stage.enforce(site.policies);
  const open = await stage.open();
  assert.deepEqual(open, allowedBetween(site, roles));
  assert.deepEqual(
    open.filter((door) => !OUTSIDE.some((name) => OUTSIDE.some((to) => door.startsWith(`${name} > ${to} `)))),
    WANTED,
  );
}

/** The pods as they are stored, each at an address of the stage. */
function cast({ name: site, pods }: StoredSite): readonly Role[] {
  const pod = (labels: Readonly<Record<string, string>>, namespace = site, which = 0): Pod => {
    const found = pods.filter(
      (each) =>
        each.namespace === namespace &&
        Object.entries(labels).every(([key, value]) => each.labels[key] === value),
    )[which];
    assert.ok(found, `${namespace} has no stored pod ${which + 1} with ${JSON.stringify(labels)}`);
    return found;
  };
  const named = (name: string, which = 0): Pod => pod({ "app.kubernetes.io/name": name }, site, which);
  const instance = { "cnpg.io/cluster": "postgres", "cnpg.io/podRole": "instance" };
  return [
    { name: "nginx", ip: "10.244.1.2", pod: named("nginx") },
    { name: "mattermost-1", ip: "10.244.2.2", pod: named("mattermost") },
    { name: "mattermost-2", ip: "10.244.3.2", pod: named("mattermost", 1) },
    { name: "store", ip: "10.244.4.2", pod: named("store") },
    { name: "postgres", ip: "10.244.5.2", pod: pod(instance) },
    { name: "stranger", ip: "10.244.6.2", pod: pod({ app: "stranger" }) },
    { name: "outsider", ip: "10.244.7.2", pod: pod({ app: "stranger" }, "elsewhere") },
    { name: "person", ip: "10.20.5.2" },
    { name: "stranger outside", ip: "10.99.0.2" },
  ];
}

/** The same by evaluation, so that translator and evaluator judge each other. */
function allowedBetween({ policies, namespaces }: StoredSite, roles: readonly Role[]): readonly string[] {
  const end = ({ pod, ip }: Role): Endpoint => (pod ? { pod: { ...pod, ip } } : { ip });
  return roles
    .flatMap((from) =>
      roles
        .filter((to) => to !== from)
        .flatMap((to) =>
          PORTS.flatMap((port) =>
            (["TCP", "UDP"] as const)
              .filter((protocol) =>
                isAllowed({ policies, namespaces }, { from: end(from), to: end(to), port, protocol }),
              )
              .map((protocol) => `${from.name} > ${to.name} ${port}/${protocol}`),
          ),
        ),
    )
    .sort();
}

async function skipWithoutNftables(ctx: Context): Promise<void> {
  const debian = await ctx.debian();
  const network = await ctx.networkNamespace();
  const args = ["add table inet probe"];
  const { code, stderr } = await debian.run("nft", args, { netns: network.name, accept: [0, 1] });
  if (code !== 0) ctx.skip(`the kernel takes no nftables: ${stderr.trim().split("\n")[0]}`);
}
