import type { SecretKey } from "../kubernetes/secret";

/** What a licence allows, least first. */
export type LicenceTier = "entry" | "professional" | "enterprise" | "advanced";

/** A licence, by reference to the Secret that holds its text. */
export interface MattermostLicence {
  readonly secret: SecretKey;
  readonly tier: LicenceTier;
}

// Source of all three: the server's public/model/license.go and channels/app/platform, 11.10.0.

/** Whether servers may form a cluster; unlicensed ones ignore each other in silence. */
export function allowsCluster(tier: LicenceTier | undefined): boolean {
  return tier === "enterprise" || tier === "advanced";
}

/** Whether `/metrics` is served. */
export function allowsMetrics(tier: LicenceTier | undefined): boolean {
  return tier === "entry" || allowsCluster(tier);
}

/** Whether the server reads from replicas. */
export function allowsReplicas(tier: LicenceTier | undefined): boolean {
  return tier !== undefined;
}
