import type { Running } from "./process";

const PAUSE_MS = 200;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Repeats `probe` until it gives a value that is neither false nor undefined.
 * A probe that throws is asked again; its last error is quoted when the limit is reached.
 */
export async function waitFor<T>(
  what: string,
  probe: () => Promise<T | false | undefined> | T | false | undefined,
  limit: number,
  component?: Running,
): Promise<T> {
  const end = Date.now() + limit * 1000;
  let last: string;
  do {
    if (component !== undefined && !component.isRunning) {
      throw new Error(`${component.name} ended while waiting for ${what}.${quote(component)}`);
    }
    try {
      const value = await probe();
      if (value !== false && value !== undefined) return value;
      last = "";
    } catch (error) {
      last = ` Last error: ${error instanceof Error ? error.message : String(error)}.`;
    }
    await pause(PAUSE_MS);
  } while (Date.now() < end);
  throw new Error(`waited ${limit} s for ${what}.${last}${component === undefined ? "" : quote(component)}`);
}

function quote(component: Running): string {
  return ` Last lines of ${component.name}:\n${component.logs()}`;
}
