import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHARTS } from "../../../../src/catalog/charts";
import type { Helm } from "../../toolchain/helm";

export const CHARTS_NOTE =
  "charts of the test's own, with name and version of the upstream ones, stand in for cloudnative-pg and cert-manager";

/**
 * Charts with the names and versions of the upstream ones, which are not at hand offline. Each makes one Deployment
 * from the values that we give to all of them: image, pull Secrets, resources. The definitions are installed before.
 */
export async function packStandInCharts(helm: Helm, folder: string): Promise<string> {
  const packed = join(folder, "charts");
  for (const { name, version, appVersion } of Object.values(CHARTS)) {
    const source = join(folder, "sources", name);
    mkdirSync(join(source, "templates"), { recursive: true });
    writeFileSync(
      join(source, "Chart.yaml"),
      JSON.stringify({ apiVersion: "v2", name, version, appVersion }),
    );
    writeFileSync(join(source, "templates", "deployment.yaml"), TEMPLATE);
    await helm.run(["package", source, "--destination", packed]);
  }
  return packed;
}

/** cert-manager has its pull Secrets under `global`. */
const TEMPLATE = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  replicas: {{ .Values.replicaCount | default 1 }}
  selector: { matchLabels: { app.kubernetes.io/name: {{ .Chart.Name }} } }
  template:
    metadata:
      labels:
        app.kubernetes.io/name: {{ .Chart.Name }}
        app.kubernetes.io/instance: {{ .Release.Name }}
    spec:
      imagePullSecrets: {{ dig "global" "imagePullSecrets" (.Values.imagePullSecrets | default list) .Values.AsMap | toJson }}
      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: operator
          image: {{ .Values.image.repository }}:{{ .Values.image.tag }}
          resources: {{ .Values.resources | toJson }}
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
`;
