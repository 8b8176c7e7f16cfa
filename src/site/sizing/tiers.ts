import { REFERENCE_ARCHITECTURES, type ReferenceArchitecture } from "../../catalog/reference-architectures";

/** Smallest load-tested architecture that carries these concurrent users; the largest one beyond the last. */
export function referenceTier(concurrentUsers: number): ReferenceArchitecture {
  const tier = REFERENCE_ARCHITECTURES.find((candidate) => candidate.concurrentUsers >= concurrentUsers);
  const largest = REFERENCE_ARCHITECTURES[REFERENCE_ARCHITECTURES.length - 1];
  if (tier) return tier;
  if (largest) return largest;
  throw new Error("the catalogue has no reference architecture");
}

/** Tiers up to the given one. The tables aren't monotone (5 servers for 50,000 users, 4 bigger ones for 80,000). */
export function tiersUpTo(tier: ReferenceArchitecture): readonly ReferenceArchitecture[] {
  return REFERENCE_ARCHITECTURES.filter((candidate) => candidate.concurrentUsers <= tier.concurrentUsers);
}

/** Largest number of read replicas in this tier and the smaller ones. */
export function referenceReaders(tier: ReferenceArchitecture): number {
  return Math.max(...tiersUpTo(tier).map((candidate) => candidate.databaseReader.nodes));
}

/** Largest number of app servers in the tiers below this one. */
export function serversOfSmallerTiers(tier: ReferenceArchitecture): number {
  const smaller = tiersUpTo(tier).filter((candidate) => candidate !== tier);
  return Math.max(1, ...smaller.map((candidate) => candidate.app.nodes));
}
