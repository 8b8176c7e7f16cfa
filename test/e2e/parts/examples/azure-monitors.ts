import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reference } from "../../toolchain/paths";

/** Writes the definition that Azure's add-on brings: the operator's own, in a group of Azure's. */
export function azureMonitors(folder: string): string {
  const file = "crd-podmonitors.yaml";
  const text = readFileSync(join(reference("crds", "prometheus-operator"), file), "utf8");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), text.replaceAll("monitoring.coreos.com", "azmonitoring.coreos.com"));
  return folder;
}
