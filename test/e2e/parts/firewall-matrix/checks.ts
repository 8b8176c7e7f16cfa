import assert from "node:assert/strict";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readHostAddresses, type HostAddresses } from "../../../../src/reports/host-addresses";
import { nftReport, reportSite, type SiteReports } from "../../../../src/reports/site-reports";
import { openSites } from "../../../../src/site/open";
import type { Context } from "../../context";
import { REPOSITORY } from "../../toolchain/paths";
import { readGuide, runHoldfast } from "./guide";
import { Networks, textOf } from "./networks";
import { Traffic, type Way } from "./traffic";

/** The site of the guide: on its own ground, behind a load balancer, with one host by name. */
const HERON = "edge-federated";
const TRIED_WITHOUT_RULES = 500;
/** What the guide's script answers to names with: `getent` reads it first. */
const RESOLVE = 'printf "%s\\n" "$1" > /etc/hosts; sh fill-hosts matrix.nft';

/** Sends packets through the ruleset of an example, on every way of its rows and on those beside them. */
export async function rowsPass(ctx: Context, example: string): Promise<void> {
  const reports = reportOf(example);
  const addresses = { nodes: ["10.20.30.0/28"], ...addressesFor(reports) };
  const traffic = new Traffic(reports, addresses);
  const networks = await Networks.open(ctx, traffic.played);
  const ways = traffic.ways();
  const some = ways.slice(0, TRIED_WITHOUT_RULES);
  assert.deepEqual(await networks.open(some), texts(some), "without the ruleset every way is open");
  await networks.load(nftReport(reports, addresses));
  const open = await networks.open(ways);
  assert.deepEqual(open, wanted(traffic, ways));
  assert.ok(open.length < ways.length / 2, `${open.length} of ${ways.length} ways are open`);
  const silent = traffic.rows.filter((row) => !ways.some((way) => traffic.names(row, way)));
  assert.deepEqual(silent, [], "every row is knocked at");
}

/** The guide's commands in their order: what is open after each. */
export async function guideHolds(ctx: Context): Promise<void> {
  const guide = readGuide();
  const folder = ctx.tmp("guide");
  copyFileSync(join(REPOSITORY, "examples", HERON, "site.yaml"), join(folder, "site.yaml"));
  writeFileSync(join(folder, "fill-hosts"), guide.script);
  writeFileSync(join(folder, "addresses.txt"), guide.addresses);
  const addresses = readHostAddresses(guide.addresses);
  const traffic = new Traffic(reportOf(HERON), addresses);
  const networks = await Networks.open(ctx, traffic.played);
  const ways = traffic.ways();
  const all = wanted(traffic, ways);
  const toHost = wanted(traffic, ways, addresses["login.microsoftonline.com"]);
  assert.ok(toHost.length > 0 && toHost.length < all.length, `${toHost.length} of ${all.length}`);
  const inTurn = async (block: string): Promise<readonly string[]> => {
    for (const line of await runHoldfast(folder, block))
      await networks.onRouter(folder, "sh", ["-euc", line]);
    return networks.open(ways);
  };
  const resolve = (host: string) => networks.onRouter(folder, "sh", ["-euc", RESOLVE, "sh", host]);

  const withoutHost = all.filter((way) => !toHost.includes(way));
  assert.deepEqual(await inTurn(guide.plain), withoutHost, "a set that is empty lets nobody through");
  assert.deepEqual(await inTurn(guide.byFile), all, "the file fills the sets");

  writeFileSync(join(folder, "addresses.txt"), guide.addresses.replace(/^.*login\.microsoftonline.*\n/m, ""));
  assert.deepEqual(await inTurn(guide.byFile), withoutHost, "loading again empties the sets");
  const [ip = ""] = addresses["login.microsoftonline.com"] ?? [];
  await resolve(`${ip} login.microsoftonline.com`);
  assert.deepEqual(await networks.open(ways), all, "the script fills them");
  await resolve("");
  assert.deepEqual(await networks.open(ways), all, "a host that does not resolve keeps its addresses");
  await resolve("198.51.100.77 login.microsoftonline.com");
  assert.deepEqual(await networks.open(ways), withoutHost, "old addresses are replaced");
}

function reportOf(example: string): SiteReports {
  const { sites } = openSites([join(REPOSITORY, "examples", example, "site.yaml")]);
  assert.ok(sites[0], example);
  return reportSite(sites[0].site, []);
}

/** One address for each host by name, and a range for each `*.` name. */
function addressesFor({ matrix }: SiteReports): HostAddresses {
  const hosts = [
    ...new Set(matrix.map(({ to }) => to).filter((name) => /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name))),
  ];
  return Object.fromEntries(
    hosts.map((host, index) => [host, [host.startsWith("*") ? `192.0.${index}.0/24` : `192.0.${index}.7`]]),
  );
}

function wanted(traffic: Traffic, ways: readonly Way[], to?: readonly string[]): readonly string[] {
  return texts(ways.filter((way) => traffic.isAllowed(way) && (to?.includes(way.to) ?? true)));
}

function texts(ways: readonly Way[]): readonly string[] {
  return ways.map(textOf).sort();
}
