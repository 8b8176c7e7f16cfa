import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { problem } from "../errors/catalogue";
import { ProblemError } from "../errors/problem";
import { errorCode } from "../site/load/files";
import { AdminClient } from "./admin-client";
import { adminCredential } from "./admin-credential";
import { transport } from "./http";
import { USER_PROBLEMS } from "./problems";
import { realmAddress } from "./realm-url";
import type { RetryOptions } from "./retry";

export interface ConnectionOptions {
  readonly realmUrl: string;
  /** File with PEM certificates. @default - those of the system */
  readonly ca?: string;
  readonly credentialFile?: string;
  readonly credentialEnv?: string;
  readonly adminRealm?: string;
  /** Requests at once. @default 4 */
  readonly concurrency?: number;
  readonly json?: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly retry?: RetryOptions;
}

/** Longest silence of Keycloak; hashing passwords on a busy machine takes seconds. */
const TIMEOUT_MS = 60_000;

const DEFAULTS = { concurrency: 4 } as const;

export const requestsAtOnce = ({ concurrency }: ConnectionOptions): number =>
  concurrency ?? DEFAULTS.concurrency;

/** Lets an action talk to the realm, and ends the connections after it. */
export async function withClient<T>(
  options: ConnectionOptions,
  action: (client: AdminClient) => Promise<T>,
): Promise<T> {
  const { credentialFile, credentialEnv, adminRealm, environment, retry } = options;
  const address = realmAddress(options.realmUrl);
  const credential = adminCredential({ file: credentialFile, variables: credentialEnv, environment });
  const ca = options.ca === undefined ? {} : { ca: authorities(options.ca) };
  const connection = transport({ ...ca, connections: requestsAtOnce(options), timeoutMs: TIMEOUT_MS });
  try {
    return await action(new AdminClient({ address, credential, adminRealm, transport: connection, retry }));
  } finally {
    connection.close();
  }
}

function authorities(file: string): string {
  const refuse = (message: string): ProblemError =>
    new ProblemError([
      problem(USER_PROBLEMS.authority, { path: "", message, expected: "certificates in PEM form" }),
    ]);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw refuse(`"${file}" can't be read (${errorCode(error)})`);
  }
  try {
    createSecureContext({ ca: text });
  } catch {
    throw refuse(`"${file}" holds a certificate that can't be read`);
  }
  if (!text.includes("-----BEGIN CERTIFICATE-----")) throw refuse(`"${file}" holds no certificate`);
  return text;
}
