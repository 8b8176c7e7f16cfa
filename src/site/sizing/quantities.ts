import { roundUp } from "./sized";

const MEBIBYTES = { Mi: 1, Gi: 1024, Ti: 1024 * 1024 } as const;

/** Largest volume this toolkit writes; Kubernetes quantities end at 8 Ei. */
const LARGEST_GIB = 1024 * 1024 * 1024;

/** Mebibytes in a size such as `20Gi`. The text has been checked by the site file's schema. */
export function mebibytes(quantity: string): number {
  const unit = quantity.slice(-2) as keyof typeof MEBIBYTES;
  return Number(quantity.slice(0, -2)) * MEBIBYTES[unit];
}

/** CPUs in a quantity such as `2` or `500m`. */
export function cpus(quantity: string): number {
  return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) / 1000 : Number(quantity);
}

/** CPUs as Kubernetes writes them, in steps of 50m. */
export function cpuText(cpu: number): string {
  const milli = roundUp(cpu * 1000, 50);
  return milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`;
}

/** Memory as Kubernetes writes it, in whole mebibytes or gibibytes. */
export function memoryText(mebibyte: number): string {
  return mebibyte % 1024 === 0 ? `${mebibyte / 1024}Gi` : `${mebibyte}Mi`;
}

/** A volume size, rounded up to what a person would order: steps of 5, 50 and 500 Gi, then whole Ti. */
export function volumeText(gibibytes: number): string {
  const wanted = Math.min(gibibytes, LARGEST_GIB);
  if (wanted <= 100) return `${Math.max(5, roundUp(wanted, 5))}Gi`;
  if (wanted <= 1000) return `${roundUp(wanted, 50)}Gi`;
  if (wanted <= 10_000) return `${roundUp(wanted, 500)}Gi`;
  return `${roundUp(wanted, 1024) / 1024}Ti`;
}

/** Gibibytes in decimal megabytes, the unit of the vendor's storage figures. */
export function gibibytesOfMegabytes(megabytes: number): number {
  return (megabytes * 1e6) / 1024 ** 3;
}
