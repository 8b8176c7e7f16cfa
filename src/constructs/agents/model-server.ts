import type { Construct } from "constructs";
import type { Port } from "../kubernetes/connections";
import type { ClaimTemplate } from "../kubernetes/controller";
import type { INamespace } from "../kubernetes/namespace";
import type { PodProps } from "../kubernetes/pod";
import { Service } from "../kubernetes/service";
import { Workload } from "../kubernetes/workload";
import type { LlmReference } from "./llm-endpoint";
import { modelFiles, type ModelFiles, type ModelSource } from "./model-files";

export interface ModelServerOptions {
  readonly namespace: INamespace;
  readonly name: string;
  readonly source: ModelSource;
  readonly storage: ClaimTemplate;
  /** Host that a download comes from. */
  readonly publisher: string;
  readonly http: Port;
  /** What runs, given where the model's files are. */
  readonly pod: (files: ModelFiles) => Omit<PodProps, "user">;
}

export interface ModelServer extends Pick<LlmReference, "name" | "protocol" | "url" | "worksOffline"> {
  readonly workload: Workload;
}

/** The files, the Service and the one pod of a server for one model. */
export function modelServer(scope: Construct, options: ModelServerOptions): ModelServer {
  const { namespace, name, http, source } = options;
  const files = modelFiles(scope, options);
  const service = new Service(scope, "Service", {
    name,
    namespace,
    selector: { "app.kubernetes.io/name": name },
    ports: [{ port: http.port, target: http }],
  });
  const workload = new Workload(scope, "Workload", {
    name,
    namespace,
    controller: files.claims
      ? { kind: "StatefulSet", replicas: 1, serviceName: name, claims: files.claims }
      : // Two would not fit the GPU, or the node's memory.
        { kind: "Deployment", replicas: 1, rollout: "recreate" },
    pod: { user: { uid: 10001 }, ...options.pod(files) },
  });
  workload.node.addDependency(service);
  for (const { peer, why } of files.peers) workload.connections.allowTo(peer, why);
  return {
    workload,
    name,
    protocol: "openaicompatible",
    url: `http://${service.host}:${http.port}`,
    worksOffline: !("download" in source),
  };
}
