import { createHash } from "node:crypto";

/** Variables that carry the secrets of a realm; `${NAME}` stands in their place until the realm is applied. */
export const REALM_SECRETS = {
  mattermost: "MM_CLIENT_SECRET",
  directory: "LDAP_BIND_PASSWORD",
  broker: "ENTRA_CLIENT_SECRET",
} as const;

/** What stands in a realm instead of a secret. */
export function placeholder(variable: string): string {
  return `\${${variable}}`;
}

/**
 * An id in the form of a UUID that follows from names alone. Objects of a realm get one, so that a later version of
 * the realm updates them instead of making them again.
 */
export function stableId(realm: string, kind: string, name: string): string {
  const hex = createHash("sha256")
    .update(JSON.stringify([realm, kind, name]))
    .digest("hex");
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
