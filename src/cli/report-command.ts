import { readFileSync } from "node:fs";
import { isProblemError } from "../errors/problem";
import type { PolicyEngine, ReportKind, SiteReports, TableKind } from "../reports/site-reports";
import { readHostAddresses, type HostAddresses } from "../reports/host-addresses";
import { openSites } from "../site/open";
import { mayBuild, type OpenedSites, type OpenSites } from "../site/opening";
import { EXIT, type ExitCode } from "./exit-code";
import { oneLine, plural } from "./report";
import { showOpened, type ShowOptions } from "./show";
import type { Terminal } from "./terminal";

export interface ReportOptions extends ShowOptions {
  readonly matrix?: boolean;
  readonly images?: boolean;
  readonly evidence?: boolean;
  readonly cost?: boolean;
  readonly names?: boolean;
  readonly exemptions?: boolean;
  /** The matrix, the images, the cost or the names for a spreadsheet. @default false */
  readonly csv?: boolean;
  /** The matrix for a packet filter. @default false */
  readonly nft?: boolean;
  /** File with addresses of hosts, for the packet filter. @default - sets of hosts are left empty */
  readonly hosts?: string;
  /** The exemptions for one policy engine. @default - for people */
  readonly engine?: PolicyEngine;
}

type Reports = typeof import("../reports/site-reports");

/** What the command is made of; tests put their own in. */
export interface ReportParts {
  readonly open: OpenSites;
  readonly loadReports: () => Promise<Reports>;
}

/** The reports load cdktf, so they are loaded only when there is something to build. */
const PARTS: ReportParts = { open: openSites, loadReports: () => import("../reports/site-reports.js") };

/** `holdfast report`: builds one site in memory and tells what is read off its tree. Writes no file. */
export async function report(
  file: string,
  options: ReportOptions,
  terminal: Terminal,
  parts: ReportParts = PARTS,
): Promise<ExitCode> {
  const kinds = chosenKinds(options);
  if (options.csv && csvKind(kinds) === undefined) {
    return misuse(terminal, "--csv needs one of --matrix, --images, --cost and --names");
  }
  if (options.nft && (kinds.length > 1 || !options.matrix)) return misuse(terminal, "--nft needs --matrix");
  if (options.engine && (kinds.length > 1 || !options.exemptions)) {
    return misuse(terminal, "--engine needs --exemptions");
  }
  if (options.hosts !== undefined && !options.nft) return misuse(terminal, "--hosts needs --nft");
  const { addresses = {}, fault } = addressesIn(options.hosts);
  if (fault !== undefined) return misuse(terminal, fault);
  const opened = parts.open([file]);
  const [site] = opened.sites;
  if (!mayBuild(opened.problems) || site === undefined) return refuse(opened, options, terminal);
  if (opened.sites.length > 1) {
    return misuse(
      terminal,
      `${oneLine(file)} holds ${plural(opened.sites.length, "site")}; name the file of one`,
    );
  }
  const reports = await parts.loadReports();
  try {
    terminal.out(
      render(reports, reports.reportSite(site.site, opened.accepted), kinds, { ...options, addresses }),
    );
    return EXIT.fine;
  } catch (error) {
    if (!isProblemError(error)) throw error;
    return refuse({ ...opened, problems: [...opened.problems, ...error.problems] }, options, terminal);
  }
}

/** The reports that were named; all of them when none was. */
function chosenKinds(options: ReportOptions): readonly ReportKind[] {
  const all: readonly ReportKind[] = ["matrix", "images", "evidence", "cost", "names", "exemptions"];
  const named = all.filter((kind) => options[kind]);
  return named.length > 0 ? named : all;
}

function csvKind(kinds: readonly ReportKind[]): TableKind | undefined {
  const [kind] = kinds;
  return kinds.length === 1 && kind !== "evidence" && kind !== "exemptions" ? kind : undefined;
}

function render(
  { csvReport, engineReport, markdownReport, nftReport }: Reports,
  site: SiteReports,
  kinds: readonly ReportKind[],
  options: ReportOptions & { readonly addresses: HostAddresses },
): string {
  if (options.json) {
    const values = Object.fromEntries(kinds.map((kind) => [kind, site[kind]]));
    return `${JSON.stringify({ site: site.site, ...values }, null, 2)}\n`;
  }
  if (options.nft) return nftReport(site, options.addresses);
  if (options.engine) return engineReport(site, options.engine);
  const csv = options.csv ? csvKind(kinds) : undefined;
  if (csv) return csvReport(site, csv);
  return kinds.map((kind) => markdownReport(site, kind)).join("\n");
}

/** What a person resolved, or why the file can't be used. */
function addressesIn(file: string | undefined): {
  readonly addresses?: HostAddresses;
  readonly fault?: string;
} {
  if (file === undefined) return {};
  try {
    return { addresses: readHostAddresses(readFileSync(file, "utf8")) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { fault: `--hosts ${oneLine(file)}: ${code ?? message}` };
  }
}

function refuse(opened: OpenedSites, options: ReportOptions, terminal: Terminal): ExitCode {
  showOpened(opened, terminal, options);
  return EXIT.problems;
}

function misuse(terminal: Terminal, message: string): ExitCode {
  terminal.err(`error: ${message}\n`);
  return EXIT.misuse;
}
