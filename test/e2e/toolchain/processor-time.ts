import { readFileSync } from "node:fs";

/** Linux counts in hundredths of a second, whatever the kernel's own clock. */
const TICKS_PER_SECOND = 100;
/** Places of utime, stime, cutime and cstime behind the program's name. */
const TIMES = [11, 12, 13, 14] as const;

/** Processor seconds of this process and of the programs that it started and saw the end of. */
export function processorSeconds(): number {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return TIMES.reduce((sum, place) => sum + Number(fields[place]), 0) / TICKS_PER_SECOND;
}
