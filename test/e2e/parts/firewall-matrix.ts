import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { nftReport, reportSite } from "../../../src/reports/site-reports";
import { openSites } from "../../../src/site/open";
import type { Context } from "../context";
import type { Part } from "../part";
import { REPOSITORY } from "../toolchain/paths";
import { guideHolds, rowsPass } from "./firewall-matrix/checks";

/** The matrix of each example, as a packet filter takes it. */
export const part: Part = {
  name: "firewall-matrix",
  title: "The firewall matrix as rules of nftables",
  needs: ["debian"],
  seconds: 45,
  checks: [
    { name: "nftables takes the matrix of every example, twice", level: "P4", run: takesAll },
    { name: "a rule that nobody could have written is refused", level: "P4", run: refusesNonsense },
    {
      name: "packets pass on the ways of every row of the edge's matrix, and on no other",
      level: "P4",
      run: (ctx) => rowsPass(ctx, "edge"),
    },
    {
      name: "packets pass on the ways of every row of the enterprise's matrix, hosts by name included, and on no other",
      level: "P4",
      run: (ctx) => rowsPass(ctx, "enterprise"),
    },
    {
      name: "the guide's commands open what they say, step by step",
      level: "P4",
      note: "names are answered by /etc/hosts",
      run: guideHolds,
    },
  ],
};

async function takesAll(ctx: Context): Promise<void> {
  const { sites } = openSites([join(REPOSITORY, "examples")]);
  assert.ok(sites.length > 1, "there are examples");
  let rules = 0;
  for (const { site } of sites) {
    const { code, listed } = await load(ctx, nftReport(reportSite(site, [])), 2);
    assert.deepEqual([site.name, code], [site.name, 0]);
    assert.match(listed, /policy drop;/);
    rules += listed.match(/dport \d+ accept comment/g)?.length ?? 0;
  }
  assert.ok(rules > 20, `all matrices together have ${rules} rules`);
}

async function refusesNonsense(ctx: Context): Promise<void> {
  const { code } = await load(ctx, "table ip t { chain c { tcp dport people accept } }", 1);
  assert.notEqual(code, 0);
}

/** Loads a ruleset into a network namespace of its own, as often as said. */
async function load(ctx: Context, text: string, times: number) {
  const debian = await ctx.debian();
  const network = await ctx.networkNamespace();
  const files = ctx.tmp("rules");
  writeFileSync(join(files, "matrix.nft"), text);
  const inside = { files, netns: network.name, accept: [0, 1] };
  let code = 0;
  for (let time = 0; time < times && code === 0; time += 1) {
    ({ code } = await debian.run("nft", ["-f", "matrix.nft"], inside));
  }
  const { stdout } = await debian.run("nft", ["list", "ruleset"], inside);
  return { code, listed: stdout };
}
