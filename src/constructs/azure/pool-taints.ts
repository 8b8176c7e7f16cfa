/** Label that every machine of a pool has, with the pool's name. */
export const POOL_LABEL = "holdfast/pool";

/** Taint of machines that media routers have to themselves; their label says the same. */
export const MEDIA_TAINT = { key: POOL_LABEL, value: "media", effect: "NoSchedule" } as const;
