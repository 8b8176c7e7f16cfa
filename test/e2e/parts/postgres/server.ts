import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ONLY_TLS } from "../../../../src/constructs/postgres/cluster-manifest";
import type { Debian } from "../../toolchain/debian";
import { freePort } from "../../toolchain/ports";
import type { Running, RunOptions, RunResult } from "../../toolchain/process";
import { waitFor } from "../../toolchain/wait";
import { databaseOf, initdbOf, SIZES } from "./sizes";

const START_LIMIT_SECONDS = 60;

/** What CloudNativePG 1.30 writes beside our parameters, as far as it matters outside a cluster. */
const OPERATOR_PARAMETERS = {
  dynamic_shared_memory_type: "posix",
  full_page_writes: "on",
  max_replication_slots: "32",
  shared_memory_type: "mmap",
  ssl_max_protocol_version: "TLSv1.3",
  ssl_min_protocol_version: "TLSv1.3",
  wal_level: "logical",
  wal_log_hints: "on",
  wal_sender_timeout: "5s",
  wal_receiver_timeout: "5s",
  hot_standby: "on",
  listen_addresses: "127.0.0.1",
  ssl: "on",
  ssl_cert_file: "/proof/server.crt",
  ssl_key_file: "/proof/server.key",
  ssl_ca_file: "/proof/ca.crt",
  unix_socket_directories: "/proof",
  hba_file: "/proof/pg_hba.conf",
  ident_file: "/proof/pg_ident.conf",
} as const;

/** The operator's fixed rules, ours, and its default; `trust` on the socket stands in for `peer`. */
const HBA = [
  "local all all trust",
  "hostssl postgres streaming_replica all cert map=cnpg_streaming_replica",
  "hostssl replication streaming_replica all cert map=cnpg_streaming_replica",
  "hostssl all cnpg_pooler_pgbouncer all cert map=cnpg_pooler_pgbouncer",
  ...ONLY_TLS,
  "host all all all scram-sha-256",
];

const IDENT = [
  "cnpg_streaming_replica streaming_replica streaming_replica",
  "cnpg_pooler_pgbouncer cnpg_pooler_pgbouncer cnpg_pooler_pgbouncer",
];

export type PostgresParameters = Readonly<Record<string, string>>;

/** PostgreSQL 18 of the Debian root, set up as the operator would; certificates lie in its folder. */
export class Server {
  static async create(debian: Debian, folder: string): Promise<Server> {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "pg_hba.conf"), `${HBA.join("\n")}\n`);
    writeFileSync(join(folder, "pg_ident.conf"), `${IDENT.join("\n")}\n`);
    return new Server(debian, folder, await freePort());
  }

  private running?: Running;

  private constructor(
    private readonly debian: Debian,
    readonly folder: string,
    readonly port: number,
  ) {}

  async initialize(): Promise<void> {
    const { encoding, localeCollate, localeCType } = initdbOf(databaseOf(SIZES[0]!));
    await this.run("initdb", [
      ...["--pgdata=data", "--data-checksums", `--encoding=${encoding}`],
      ...[`--lc-collate=${localeCollate}`, `--lc-ctype=${localeCType}`],
    ]);
  }

  /** What PostgreSQL makes of a parameter without starting: it reads and checks every one. */
  async parsed(parameters: PostgresParameters, name: string): Promise<string> {
    this.configure(parameters);
    return (await this.run("postgres", ["-D", "data", "-C", name])).stdout.trim();
  }

  async start(parameters: PostgresParameters): Promise<void> {
    this.configure(parameters);
    const server = await this.debian.start("postgres", ["-D", "data"], this.inside);
    this.running = server;
    const ready = async (): Promise<boolean> =>
      (await this.run("pg_isready", ["-h", "/proof", "-p", String(this.port)], { accept: [0, 1, 2] }))
        .code === 0;
    await waitFor("PostgreSQL to be ready", ready, START_LIMIT_SECONDS, server);
  }

  async stop(): Promise<void> {
    await this.running?.stop("SIGINT");
    this.running = undefined;
  }

  /** Statements of the superuser, through the socket; the rows of the last one, unaligned. */
  async sql(statements: readonly string[], database = "postgres"): Promise<string> {
    const flags = ["-h", "/proof", "-p", String(this.port), "-U", "postgres", "-d", database];
    const commands = statements.flatMap((statement) => ["-c", statement]);
    return (await this.run("psql", [...QUIET, ...flags, ...commands])).stdout.trim();
  }

  /** A statement of somebody who comes over the network; what psql says when it fails is in `stderr`. */
  async connect(user: string, password: string, database: string, statement: string, mode = "verify-full") {
    const where = `host=localhost port=${String(this.port)} dbname=${database} user=${user}`;
    const tls = `sslmode=${mode} sslrootcert=/proof/ca.crt`;
    return this.run("psql", [...QUIET, `${where} ${tls}`, "-c", statement], {
      accept: [0, 1, 2],
      environment: { PGPASSWORD: password },
    });
  }

  run(program: string, args: readonly string[], options: Options = {}): Promise<RunResult> {
    return this.debian.run(program, args, { ...this.inside, ...options });
  }

  private get inside() {
    return { files: this.folder, as: "postgres" } as const;
  }

  private configure(parameters: PostgresParameters): void {
    const all = { ...OPERATOR_PARAMETERS, ...parameters, port: String(this.port) };
    const lines = Object.entries(all).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
    writeFileSync(join(this.folder, "data", "postgresql.conf"), `${lines.join("\n")}\n`);
  }
}

type Options = Pick<RunOptions, "accept" | "environment">;

const QUIET = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1"] as const;
