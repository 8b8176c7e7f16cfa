/** A computed value with the formula that gave it. */
export interface Sized<T> {
  readonly value: T;
  /** The formula with its numbers. */
  readonly reason: string;
  /** Source of the formula; absent where it is this toolkit's own rule. */
  readonly source?: string;
}

/** Pages that the formulas come from. */
export const SOURCES = {
  architectures: "Mattermost docs, scale: reference architectures (load-tested, concurrent users)",
  singleServer: "Mattermost docs, software and hardware requirements",
  highAvailability: "Mattermost docs, high availability cluster-based deployment",
  storage: "Mattermost docs, scale: estimated storage per user per month",
  nginx: "Mattermost docs, set up an NGINX proxy",
  postgres: "PostgreSQL documentation, server configuration",
  cloudNativePg: "CloudNativePG 1.30, rules of its admission webhook",
  erasureCoding: "MinIO documentation, erasure coding and read and write quorum",
  own: "Holdfast's own rule, no published figure",
} as const;

/** Rounds up, forgiving the last bits of floating point: 2420.0000000000005 is 2420. */
export function roundUp(value: number, step = 1): number {
  return Math.ceil(Number((value / step).toPrecision(12))) * step;
}

/** Holds a number between two bounds. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** A number for a sentence: at most three decimals, thousands separated. */
export function say(value: number): string {
  const [whole = "", decimals] = Number(value.toFixed(3)).toString().split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}
