/** Names of replicas beside the primary, e.g. `read1`; the same where they are made and where they are reached. */
export function postgresParts(use: "read" | "search", count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${use}${index + 1}`);
}
