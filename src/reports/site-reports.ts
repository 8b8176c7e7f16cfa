import { resolve } from "node:path";
import type { AcceptedProblem } from "../site/accept";
import type { Site } from "../site/site";
import { buildApp } from "../stacks/build-app";
import { costEstimate, costNotes, costTable, type CostEstimate } from "./cost";
import { evidenceTables, readEvidence, type Evidence } from "./evidence";
import { firewallMatrix, matrixTable, type MatrixRow } from "./firewall-matrix";
import { nftablesRuleset } from "./nftables";
import { imageList, imageTable, type ImageRow } from "./image-list";
import { nameRecords, namesTable, type NameRecord } from "./name-records";
import { publicWays } from "./public-ways";
import { exemptionsText, siteExemptions, type SiteExemptions } from "./site-exemptions";
import { toCsv, toMarkdown } from "./table";

/** Everything that is read off the built tree of one site. */
export interface SiteReports {
  /** Name of the site. */
  readonly site: string;
  readonly matrix: readonly MatrixRow[];
  readonly images: readonly ImageRow[];
  readonly evidence: Evidence;
  readonly cost: CostEstimate;
  readonly names: readonly NameRecord[];
  readonly exemptions: SiteExemptions;
  /** Networks of the cluster's nodes, as far as the site knows them. */
  readonly nodes: readonly string[];
}

export type PolicyEngine = "kyverno" | "gatekeeper";

export type ReportKind = Exclude<keyof SiteReports, "site" | "nodes">;

/**
 * Builds the stacks of a site in memory and reads them. Nothing is written.
 * @throws ProblemError when a construct refuses
 */
export function reportSite(site: Site, accepted: readonly AcceptedProblem[]): SiteReports {
  const app = buildApp([site], { writeTo: resolve("cdktf.out") });
  return {
    site: site.name,
    matrix: firewallMatrix(app),
    images: imageList(app),
    evidence: readEvidence(app, accepted, publicWays(site)),
    cost: costEstimate(app, site),
    names: nameRecords(site),
    exemptions: siteExemptions(app),
    nodes: nodeNetworks(site),
  };
}

/** Whoever builds the network knows its nodes; media routers on their nodes' addresses do, too. */
function nodeNetworks({ azure, calls }: Site): readonly string[] {
  if (azure) return [azure.network.subnets.nodes, azure.network.subnets.media];
  const exposure = calls?.router.kind === "rtcd" ? calls.router.exposure : undefined;
  return exposure && "nodeNetworks" in exposure ? exposure.nodeNetworks : [];
}

/** The matrix for a packet filter: `nft -f` takes it. @param addresses of hosts, by name; the others are left empty */
export function nftReport(
  { site, matrix, nodes }: SiteReports,
  addresses?: Readonly<Record<string, readonly string[]>>,
): string {
  return nftablesRuleset(site, matrix, nodes, addresses);
}

/** The exemptions as their engine takes them. */
export function engineReport({ exemptions }: SiteReports, engine: PolicyEngine): string {
  return exemptions[engine] || "# Nothing of this site needs an exemption.\n";
}

/** One report for people to read. */
export function markdownReport(
  { site, matrix, images, evidence, cost, names, exemptions }: SiteReports,
  kind: ReportKind,
): string {
  switch (kind) {
    case "matrix":
      return `# Firewall matrix of ${site}\n\n${toMarkdown(matrixTable(matrix))}`;
    case "images":
      return `# Images of ${site}\n\n${toMarkdown(imageTable(images))}`;
    case "names":
      return `# Names of ${site}\n\n${toMarkdown(namesTable(names))}`;
    case "exemptions":
      return `# Exemptions of ${site}\n\n${exemptionsText(exemptions)}`;
    case "cost": {
      const notes = costNotes(cost).map((note) => `- ${note}\n`);
      return `# Cost of ${site}\n\n${toMarkdown(costTable(cost))}\n${notes.join("")}`;
    }
    case "evidence": {
      const sections = Object.entries(evidenceTables(evidence)).map(
        ([title, table]) => `## ${title}\n\n${toMarkdown(table)}`,
      );
      return `# Evidence of ${site}\n\n${sections.join("\n")}`;
    }
  }
}

/** Reports that are one table. */
export type TableKind = Exclude<ReportKind, "evidence" | "exemptions">;

/** One report for a spreadsheet. */
export function csvReport({ matrix, images, cost, names }: SiteReports, kind: TableKind): string {
  switch (kind) {
    case "matrix":
      return toCsv(matrixTable(matrix));
    case "images":
      return toCsv(imageTable(images));
    case "cost":
      return toCsv(costTable(cost));
    case "names":
      return toCsv(namesTable(names));
  }
}
