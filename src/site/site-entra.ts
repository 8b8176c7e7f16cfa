import type { NationalCloud } from "../catalog/national-clouds";

/** The application of Entra ID by which people sign in; what it is for stands in `identity`. */
export interface SiteEntra {
  readonly tenantId: string;
  readonly cloud: NationalCloud;
  readonly displayName?: string;
  readonly assignmentRequired: boolean;
  readonly groups: readonly string[];
  readonly owners: readonly string[];
  readonly grantConsent: boolean;
  /** E-mail addresses. */
  readonly notify: readonly string[];
}
