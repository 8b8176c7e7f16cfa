/** An NVIDIA GPU. */
export interface Gpu {
  /** Memory that programs see, gibibytes. */
  readonly memory: number;
  /** Gigabytes a second that its memory gives. */
  readonly bandwidth: number;
  /** Where it is found. */
  readonly use: string;
}

/** GPUs by the name of the maker's data sheet. Memory as `nvidia-smi` shows it, bandwidth of the data sheet. */
export const GPUS = {
  "rtx-4000-sff": { memory: 19.9, bandwidth: 280, use: "edge, 70 W" },
  a2: { memory: 15, bandwidth: 200, use: "edge, 60 W" },
  t4: { memory: 15, bandwidth: 320, use: "edge and cloud, 70 W" },
  l4: { memory: 22.5, bandwidth: 300, use: "edge, 72 W" },
  a10: { memory: 22.5, bandwidth: 600, use: "server, 150 W" },
  a16: { memory: 15, bandwidth: 200, use: "one of four on a board" },
  l40s: { memory: 45, bandwidth: 864, use: "server, 350 W" },
  "a100-40": { memory: 39.6, bandwidth: 1555, use: "server" },
  "a100-80": { memory: 79.3, bandwidth: 1935, use: "server" },
  "h100-80": { memory: 79.6, bandwidth: 2000, use: "server" },
  h200: { memory: 140.4, bandwidth: 4800, use: "server" },
} as const satisfies Readonly<Record<string, Gpu>>;

export type GpuModel = keyof typeof GPUS;

/** Gibibytes of a slice such as `1g.10gb`, and its share of the compute units of seven. */
export function sliceOf(profile: string): { readonly memory: number; readonly share: number } | undefined {
  const match = /^([1-7])g\.(\d+)gb$/.exec(profile);
  return match ? { memory: Number(match[2]) * 0.95, share: Number(match[1]) / 7 } : undefined;
}
/** Share of a GPU's memory that is given to a model; the rest is the driver's and fragmentation's. */
export const GPU_SHARE = 0.9;
