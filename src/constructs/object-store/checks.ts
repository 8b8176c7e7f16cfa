import { problem } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import { ERASURE_SET, erasureSetSize, type ErasureLayout } from "../../catalog/erasure-coding";
import { OBJECT_STORE_PROBLEMS } from "./problems";

/** Every problem of a store, all at once. */
export function checkStore(
  path: string,
  store: ErasureLayout & { readonly bucket: string },
): readonly Problem[] {
  const counts = [
    ...checkCount(path, "servers", store.servers),
    ...checkCount(path, "drivesPerServer", store.drivesPerServer),
  ];
  return [
    ...counts,
    ...(counts.length > 0 ? [] : checkSets(path, store)),
    ...checkBucket(path, store.bucket),
  ];
}

function checkCount(path: string, what: string, value: number): readonly Problem[] {
  if (Number.isInteger(value) && value >= 1) return [];
  return [
    problem(OBJECT_STORE_PROBLEMS.counts, {
      path,
      message: `${what} is ${String(value)}`,
      expected: "a whole number, at least 1",
    }),
  ];
}

function checkSets(path: string, { servers, drivesPerServer, parity }: ErasureLayout): readonly Problem[] {
  const drives = servers * drivesPerServer;
  const set = erasureSetSize(drives);
  if (set === 1 && drives > 1) {
    return [
      problem(OBJECT_STORE_PROBLEMS.noSet, {
        path,
        message: `${String(servers)} servers × ${String(drivesPerServer)} drives are ${String(drives)} drives`,
        expected: `a multiple of a number from ${String(ERASURE_SET.smallest)} to ${String(ERASURE_SET.largest)}`,
      }),
    ];
  }
  const most = Math.floor(set / 2);
  if (Number.isInteger(parity) && parity >= 0 && parity <= most) return [];
  return [
    problem(OBJECT_STORE_PROBLEMS.parity, {
      path,
      message: `parity is ${String(parity)} in a set of ${String(set)} drives`,
      expected: `0 to ${String(most)}`,
    }),
  ];
}

function checkBucket(path: string, bucket: string): readonly Problem[] {
  if (/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket)) return [];
  return [
    problem(OBJECT_STORE_PROBLEMS.bucketName, {
      path,
      message: `bucket is "${bucket}"`,
      expected: "3 to 63 lower-case letters, digits and dashes, no dash at either end",
    }),
  ];
}
