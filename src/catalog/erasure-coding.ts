/** Drives of a store and how many of a set's drives are parity. */
export interface ErasureLayout {
  readonly servers: number;
  readonly drivesPerServer: number;
  /** Parity drives of an erasure set. */
  readonly parity: number;
}

/** What a store survives. Drives are counted in one erasure set, servers in the whole store. */
export interface ErasureTolerance {
  /** Drives of one erasure set; 1 means no erasure coding. */
  readonly setSize: number;
  readonly sets: number;
  /** Drives of a set that may be lost while everything can still be read. */
  readonly drivesForReads: number;
  /** Drives of a set that may be lost while everything can still be written. */
  readonly drivesForWrites: number;
  /** Servers that may be lost while everything can still be read. */
  readonly serversForReads: number;
  /** Servers that may be lost while everything can still be written. */
  readonly serversForWrites: number;
}

/** Sizes of an erasure set that a store takes. */
export const ERASURE_SET = { smallest: 2, largest: 16 } as const;

/** Drives of one erasure set: the largest divisor of all drives up to 16; 1 when there is none. */
export function erasureSetSize(drives: number): number {
  for (let size = Math.min(ERASURE_SET.largest, drives); size >= ERASURE_SET.smallest; size -= 1) {
    if (drives % size === 0) return size;
  }
  return 1;
}

/** Drives of a set that a write needs: the data drives, and one more when data and parity are equal. */
export function writeQuorum(setSize: number, parity: number): number {
  const data = setSize - parity;
  return data === parity ? data + 1 : data;
}

/**
 * What a layout survives. An object needs as many drives as hold data to be read; to be written it needs one more
 * where data and parity are equal, so that two halves can't both believe to be the whole.
 * Sets are laid over the servers in turn, so a server holds at most `ceil(set / servers)` drives of each.
 */
export function erasureTolerance({ servers, drivesPerServer, parity }: ErasureLayout): ErasureTolerance {
  const drives = servers * drivesPerServer;
  const setSize = erasureSetSize(drives);
  const drivesForReads = parity;
  const drivesForWrites = setSize - writeQuorum(setSize, parity);
  const drivesOnOneServer = Math.ceil(setSize / servers);
  const survivors = (lost: number) => Math.min(servers - 1, Math.floor(lost / drivesOnOneServer));
  return {
    setSize,
    sets: drives / setSize,
    drivesForReads,
    drivesForWrites,
    serversForReads: survivors(drivesForReads),
    serversForWrites: survivors(drivesForWrites),
  };
}

/** The store's own choice: 1 of 2 or 3 drives, 2 of 4 or 5, 3 of 6 or 7, 4 of more; none for a single drive. */
export function defaultParity(setSize: number): number {
  if (setSize < ERASURE_SET.smallest) return 0;
  if (setSize <= 3) return 1;
  if (setSize <= 5) return 2;
  return setSize <= 7 ? 3 : 4;
}
