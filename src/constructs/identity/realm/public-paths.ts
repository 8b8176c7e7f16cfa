/** What people reach of a Keycloak server by a proxy. */
export interface PublicPaths {
  /** Beginnings of paths. */
  readonly open: readonly string[];
  /** Beginnings of paths among them that stay inside. */
  readonly closed: readonly string[];
}

/**
 * The pages of one realm and what they show; never the administrators' realm and console, health and metrics, and no
 * programs that register themselves. Source: Keycloak documentation, exposed path recommendations.
 */
export function publicPaths(realm: string): PublicPaths {
  return {
    open: [`/realms/${realm}/`, "/resources/"],
    closed: [`/realms/${realm}/clients-registrations`],
  };
}
