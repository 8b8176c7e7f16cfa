import type { Resources } from "../site";
import type { Sized } from "../sizing/sized";
import type { Ledger } from "./ledger";

/** CPU and memory of one pod, each with its decision. */
export function resolveResources(
  path: string,
  written: Resources | undefined,
  size: Sized<Resources>,
  ledger: Ledger,
): Resources {
  return {
    cpu: ledger.sized(`${path}.cpu`, written?.cpu, { ...size, value: size.value.cpu }),
    memory: ledger.sized(`${path}.memory`, written?.memory, { ...size, value: size.value.memory }),
  };
}
