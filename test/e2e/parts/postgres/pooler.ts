import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pgbouncerParameters } from "../../../../src/constructs/postgres/pooler-manifest";
import { cached, contents } from "../../toolchain/cache";
import type { Debian } from "../../toolchain/debian";
import { freePort } from "../../toolchain/ports";
import { run, type Running, type RunResult } from "../../toolchain/process";
import { waitFor } from "../../toolchain/wait";
import { PASSWORD } from "./server-checks";
import type { Server } from "./server";

const CLIENT_SOURCE = join(__dirname, "pq-client");
const START_LIMIT_SECONDS = 30;

/** What CloudNativePG 1.30 writes into pgbouncer.ini around our parameters. */
const OPERATOR_PARAMETERS = {
  log_stats: "0",
  auth_type: "hba",
  ignore_startup_parameters: "extra_float_digits,options",
  listen_addr: "127.0.0.1",
  unix_socket_dir: "/proof",
  admin_users: "pgbouncer",
  auth_hba_file: "/proof/hba.conf",
  server_tls_ca_file: "/proof/ca.crt",
  server_tls_cert_file: "/proof/pooler.crt",
  server_tls_key_file: "/proof/pooler.key",
  client_tls_cert_file: "/proof/server.crt",
  client_tls_key_file: "/proof/server.key",
  client_tls_ca_file: "/proof/ca.crt",
} as const;

/** What the operator does for its poolers in the database `postgres`. */
const INTEGRATION = [
  "CREATE ROLE cnpg_pooler_pgbouncer WITH LOGIN",
  "GRANT CONNECT ON DATABASE postgres TO cnpg_pooler_pgbouncer",
  `CREATE OR REPLACE FUNCTION public.user_search(uname TEXT) RETURNS TABLE (usename name, passwd text)
   LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
   'SELECT usename, passwd FROM pg_catalog.pg_shadow WHERE usename=$1;'`,
  "REVOKE ALL ON FUNCTION public.user_search(text) FROM public",
  "GRANT EXECUTE ON FUNCTION public.user_search(text) TO cnpg_pooler_pgbouncer",
] as const;

/** PgBouncer of the Debian root with the rendered settings, before a server; certificates lie in its folder. */
export class Pooler {
  static async start(debian: Debian, folder: string, server: Server, poolSize: number): Promise<Pooler> {
    mkdirSync(folder, { recursive: true });
    await server.sql(INTEGRATION);
    const port = await freePort();
    const parameters = {
      ...OPERATOR_PARAMETERS,
      ...pgbouncerParameters({ poolSize, maxClientConnections: 200 }),
      listen_port: String(port),
    };
    writeFileSync(join(folder, "hba.conf"), "host all all 0.0.0.0/0 md5\nhost all all ::/0 md5\n");
    writeFileSync(
      join(folder, "pgbouncer.ini"),
      [
        "[databases]",
        `* = host=127.0.0.1 port=${server.port}`,
        "[pgbouncer]",
        "pool_mode = transaction",
        "auth_user = cnpg_pooler_pgbouncer",
        "auth_query = SELECT usename, passwd FROM public.user_search($1)",
        "auth_dbname = postgres",
        ...Object.entries(parameters).map(([name, value]) => `${name} = ${value}`),
        "",
      ].join("\n"),
    );
    const inside = { files: folder, as: "postgres" };
    const pooler = await debian.start("pgbouncer", ["pgbouncer.ini"], inside);
    const listens = (): boolean => pooler.logs().includes("listening on 127.0.0.1");
    await waitFor("PgBouncer to listen", listens, START_LIMIT_SECONDS, pooler);
    return new Pooler(pooler, port);
  }

  private constructor(
    private readonly running: Running,
    private readonly port: number,
  ) {}

  logs(): string {
    return this.running.logs();
  }

  stop(): Promise<void> {
    return this.running.stop("SIGINT");
  }

  /** The real driver of the Mattermost server, with the settings the server gives it. */
  async driver(authorityFile: string, mode = "verify-full"): Promise<RunResult> {
    const query = `sslmode=${mode}&sslrootcert=${authorityFile}&connect_timeout=10&binary_parameters=yes`;
    const address = `postgres://mattermost:${PASSWORD}@localhost:${this.port}/mattermost?${query}`;
    return run(join(await driverProgram(), "pq-client"), [address], { accept: [0, 1] });
  }
}

function driverProgram(): Promise<string> {
  const files = ["go.mod", "go.sum", "main.go"].map((file) => contents(join(CLIENT_SOURCE, file)));
  return cached({
    name: "pq-client",
    version: "1.10.9",
    inputs: files,
    build: async (folder) => {
      const environment = { CGO_ENABLED: "0", GOFLAGS: "-mod=readonly -buildvcs=false" };
      await run("go", ["build", "-trimpath", "-o", `${folder}/`, "."], {
        folder: CLIENT_SOURCE,
        environment,
        limit: 600,
      });
    },
  });
}
