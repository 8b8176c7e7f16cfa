import type { EnvValue, Mount, Volume } from "./pod";

/** Who pods are in Entra ID. Nothing of it is secret: Entra believes the token of their service account. */
export interface EntraIdentity {
  /** Client id of the identity. */
  readonly clientId: string;
  readonly tenantId: string;
  /** Where it signs in, e.g. `login.microsoftonline.us`. */
  readonly loginHost: string;
}

/** What a pod needs to be somebody in Entra ID; its service account is the one that the identity trusts. */
export interface EntraPod {
  readonly env: Readonly<Record<string, EnvValue>>;
  readonly volumes: Readonly<Record<string, Volume>>;
  readonly mounts: readonly Mount[];
}

/** Audience that Entra ID asks tokens of workloads for, in every cloud. */
export const ENTRA_AUDIENCE = "api://AzureADTokenExchange";

const VOLUME = "entra-token";
const FOLDER = "/var/run/secrets/azure/tokens";

/**
 * The variables and the token that Azure's libraries look for, written out: AKS's own webhook would add the same, but
 * only where it runs and has not failed. Source: Azure identity libraries, workload identity.
 */
export function entraPod({ clientId, tenantId, loginHost }: EntraIdentity): EntraPod {
  return {
    env: {
      AZURE_CLIENT_ID: clientId,
      AZURE_TENANT_ID: tenantId,
      AZURE_AUTHORITY_HOST: `https://${loginHost}/`,
      AZURE_FEDERATED_TOKEN_FILE: `${FOLDER}/token`,
    },
    volumes: { [VOLUME]: { token: { audience: ENTRA_AUDIENCE } } },
    mounts: [{ volume: VOLUME, path: FOLDER }],
  };
}
