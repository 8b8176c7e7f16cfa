import type { Resources } from "./site-values";

/** OpenLDAP of the site's own. */
export interface SiteOpenLdap {
  readonly baseDn: string;
  readonly replicas: number;
  /** Kubernetes quantity, of one server. */
  readonly storage: string;
  readonly resources: Resources;
}
