import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { spawn, type Running } from "./process";
import { waitFor } from "./wait";

const START_LIMIT_SECONDS = 60;

/** The argument that makes a provider's program serve until it is ended, by the end of its source. */
const SERVES: Readonly<Record<string, string>> = {
  "hashicorp/azurerm": "-debuggable",
  "hashicorp/helm": "-debug",
  "hashicorp/kubernetes": "-debug",
  "hashicorp/random": "-debug",
  "azure/azapi": "-debuggable",
};

interface Kept {
  readonly running: Running;
  readonly address: Promise<unknown>;
}

/**
 * Providers that stay up from one Terraform command to the next. Terraform would start each of them several times for
 * every command, and sum up its program's file before: that is a third of a command's processor time. `terraform init`
 * is not told of them, so that it installs and locks what the stack asks for; what it installed is what is kept.
 *
 * Each set is for one stack, whose commands come one after the other, or for several in which all that somebody would
 * configure is mocked: some providers keep what an earlier command configured.
 */
export class KeptProviders {
  private readonly kept = new Map<string, Kept>();
  private inode: number | undefined;

  /**
   * @param temporary folder for their sockets
   * @param folder of the stack: a chart's path is relative to it
   * @param installed folders in which `terraform init` ran; others need no installation then, and it is told of them
   */
  constructor(
    private readonly temporary: string,
    private readonly folder?: string,
    readonly installed: readonly string[] = [],
  ) {}

  /** What tells Terraform's commands in a folder of the providers that are up; starts those that aren't. */
  async environment(
    folder: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<Readonly<Record<string, string>>> {
    await this.endThoseOfAnEarlierFolder();
    const programs =
      this.installed.length === 0 ? installedPrograms(folder) : this.installed.flatMap(installedPrograms);
    const addresses = programs.map(async ({ source, program }) => {
      return [source, await this.provider(program, source, environment)] as const;
    });
    const entries = await Promise.all(addresses);
    return entries.length === 0 ? {} : { TF_REATTACH_PROVIDERS: JSON.stringify(Object.fromEntries(entries)) };
  }

  async stop(): Promise<void> {
    const all = [...this.kept.values()];
    this.kept.clear();
    await Promise.all(all.map(({ running }) => running.stop("SIGKILL")));
  }

  /** A synth makes the folder anew under its name; a program that runs would stay in the one that is gone. */
  private async endThoseOfAnEarlierFolder(): Promise<void> {
    if (this.folder === undefined) return;
    const { ino } = statSync(this.folder);
    if (ino !== this.inode) await this.stop();
    this.inode = ino;
  }

  private provider(
    program: string,
    source: string,
    environment: Readonly<Record<string, string>>,
  ): Promise<unknown> {
    const known = this.kept.get(program);
    if (known?.running.isRunning) return known.address;
    const running = spawn(`provider ${source}`, program, [argumentOf(source)!], {
      environment: { ...environment, TMPDIR: this.temporary },
      ...(this.folder === undefined ? {} : { folder: this.folder }),
    });
    const address = waitFor(`${source} to serve`, () => servedAt(running), START_LIMIT_SECONDS, running);
    this.kept.set(program, { running, address });
    return address;
  }
}

/** Folders between `.terraform/providers` and a program: host, owner, name, version, platform. */
const LEVELS = 6;

/** What `terraform init` put into the folder, of those that can be kept. */
function installedPrograms(folder: string): readonly { readonly source: string; readonly program: string }[] {
  const providers = join(folder, ".terraform", "providers");
  let places: readonly string[] = [providers];
  for (let level = 0; level < LEVELS; level++) places = places.flatMap(below);
  return places
    .filter((place) => basename(place).startsWith("terraform-provider-"))
    .map((place) => ({
      source: relative(providers, place).split(sep).slice(0, 3).join("/"),
      program: realpathSync(place),
    }))
    .filter(({ source }) => argumentOf(source) !== undefined);
}

function below(place: string): readonly string[] {
  return existsSync(place) ? readdirSync(place).map((name) => join(place, name)) : [];
}

/** @param source with its host: `registry.terraform.io/hashicorp/random` */
function argumentOf(source: string): string | undefined {
  return SERVES[source.slice(source.indexOf("/") + 1)];
}

/** The provider says it as the value of Terraform's variable, under a name that may lack its host. */
function servedAt(running: Running): unknown {
  const said = /TF_REATTACH_PROVIDERS='(.+)'/.exec(running.logs())?.[1];
  return said === undefined ? undefined : Object.values(JSON.parse(said) as object)[0];
}
