import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cached } from "./cache";
import { run, spawn, type RunOptions, type RunResult, type Running, type SpawnOptions } from "./process";
import { Unavailable } from "./skip";

/** What parts may run. A package added here is installed at the next run, in a new root. */
const PACKAGES = [
  ...["nginx", "postgresql-18", "postgresql-18-pgvector", "pgbouncer"],
  ...["valkey-server", "valkey-sentinel", "prometheus", "prometheus-alertmanager"],
  ...["slapd", "ldap-utils", "nftables", "iproute2", "openssl", "curl", "coturn", "llama.cpp-tools"],
  "locales",
];
/** Beside C.UTF-8. */
const LOCALE = "en_US";
const SUITE = "sid";
const INSTALL_LIMIT_SECONDS = 1200;

/** Where the files of a program are, inside. */
export const INSIDE = "/proof";

export interface InsideOptions {
  /** The folder the program sees as `/proof`, its working directory: read and written for real. */
  readonly files?: string;
  /** A user of the Debian root, who then owns `files`. Default root. */
  readonly as?: string;
  /** A network namespace made with `ip netns`. Default: the machine's, so loopback only. */
  readonly netns?: string;
}

/**
 * A Debian unstable root with the real programs. Each program runs in a throw-away view of it
 * (overlay, its own mounts and process tree): what it writes outside `/proof` is gone when it ends.
 */
export class Debian {
  static async open(scratch: string): Promise<Debian> {
    if (process.getuid?.() !== 0) throw new Unavailable("a Debian root needs to be root");
    const root = await cached({
      name: "debian",
      version: SUITE,
      inputs: [...PACKAGES, LOCALE],
      build: install,
    });
    return new Debian(join(root, "root"), scratch);
  }

  private views = 0;

  private constructor(
    private readonly root: string,
    private readonly scratch: string,
  ) {}

  /** The installed version of a package, such as `1.30.6-2`. */
  async version(name: string): Promise<string> {
    const query = [
      "--show",
      "--showformat=${Version}",
      `--admindir=${join(this.root, "var/lib/dpkg")}`,
      name,
    ];
    return (await run("dpkg-query", query)).stdout;
  }

  /** Runs a program to its end. */
  async run(
    program: string,
    args: readonly string[],
    options: InsideOptions & Omit<RunOptions, "folder"> = {},
  ): Promise<RunResult> {
    const [command = "", ...rest] = await this.enter(program, args, options);
    return run(command, rest, options);
  }

  /** Starts a program that stays; `stop` and `signal` reach the program itself. */
  async start(
    program: string,
    args: readonly string[],
    options: InsideOptions & Omit<SpawnOptions, "folder"> = {},
  ): Promise<Running> {
    const [command = "", ...rest] = await this.enter(program, args, options);
    return spawn(program, command, rest, { ...options, wrapped: true });
  }

  private async enter(program: string, args: readonly string[], options: InsideOptions): Promise<string[]> {
    const view = join(this.scratch, `view-${++this.views}`);
    mkdirSync(view, { recursive: true });
    const user = options.as ?? "root";
    if (options.files !== undefined) await run("chown", ["-R", this.owner(user), options.files]);
    const network = options.netns === undefined ? [] : ["ip", "netns", "exec", options.netns];
    const spaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child"];
    const owner = this.owner(user).split(":");
    const shell = ["sh", "-eu", "-c", ENTER, "enter", this.root, view, options.files ?? "", ...owner];
    return [...network, ...spaces, ...shell, program, ...args];
  }

  private owner(user: string): string {
    const lines = readFileSync(join(this.root, "etc/passwd"), "utf8").split("\n");
    const entry = lines.map((line) => line.split(":")).find(([name]) => name === user);
    if (entry === undefined) throw new Error(`the Debian root has no user ${user}`);
    return `${entry[2]}:${entry[3]}`;
  }
}

// A change of user takes the death signal away, so it is set again after it.
const ENTER = `
root=$1 view=$2 files=$3 user=$4 group=$5; shift 5
mount -t tmpfs -o mode=755 tmpfs "$view"
mkdir "$view/upper" "$view/work" "$view/root"
mount -t overlay overlay -o "lowerdir=$root,upperdir=$view/upper,workdir=$view/work" "$view/root"
mount -t proc proc "$view/root/proc"
mount --rbind /dev "$view/root/dev"
mkdir -p "$view/root${INSIDE}"
[ -z "$files" ] || mount --bind "$files" "$view/root${INSIDE}"
exec chroot "$view/root" env -C ${INSIDE} \\
  PATH=/usr/lib/postgresql/18/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=${INSIDE} LC_ALL=C.UTF-8 \\
  setpriv --reuid="$user" --regid="$group" --init-groups --pdeathsig KILL -- "$@"
`;

async function install(folder: string): Promise<void> {
  const root = join(folder, "root");
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  const options = { environment: quiet, limit: INSTALL_LIMIT_SECONDS };
  if (!existsSync("/usr/sbin/debootstrap")) {
    await run("apt-get", ["update"], options);
    await run("apt-get", ["install", "-y", "--no-install-recommends", "debootstrap"], options);
  }
  await run("debootstrap", ["--variant=minbase", SUITE, root], options);
  // Nothing is started while packages are set up, and no database cluster is made.
  writeFileSync(join(root, "usr/sbin/policy-rc.d"), "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  mkdirSync(join(root, "etc/postgresql-common"), { recursive: true });
  writeFileSync(join(root, "etc/postgresql-common/createcluster.conf"), "create_main_cluster = false\n");
  // The archive may be a mirror that lags behind this machine's clock.
  const apt = [
    "apt-get",
    "-y",
    "-o",
    "Acquire::Check-Valid-Until=false",
    "-o",
    "Dpkg::Options::=--force-confold",
  ];
  const inside = ["--mount", "--pid", "--fork", "--kill-child", "sh", "-eu", "-c"];
  const script =
    'mount -t proc proc "$1/proc"; mount --rbind /dev "$1/dev"; root=$1; shift; exec chroot "$root" "$@"';
  const chroot = (args: readonly string[]) =>
    run("unshare", [...inside, script, "chroot", root, ...args], options);
  await chroot([...apt, "update"]);
  await chroot([...apt, "install", "--no-install-recommends", ...PACKAGES]);
  await chroot(["apt-get", "clean"]);
  await chroot(["localedef", "--inputfile", LOCALE, "--charmap", "UTF-8", `${LOCALE}.UTF-8`]);
}
