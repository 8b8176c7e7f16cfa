import type { Image } from "../../catalog/image";
import type { Port } from "../kubernetes/connections";
import type { ContainerResources, EnvValue, PodProps, Probe, Toleration } from "../kubernetes/pod";
import type { SecretKey } from "../kubernetes/secret";
import { jobRequirements, type JobResources } from "./job-sizes";

/** The offloader's API. */
export const OFFLOADER_PORT: Port = { name: "api", port: 4545 };

/** Volume with registered clients, when they must outlive the pod. */
export const STORE_VOLUME = "store";

const STORE_FOLDER = "/var/lib/calls-offloader";

/** User `calls` of the image. */
const USER = { uid: 65_532 } as const;

const VERSION: Probe = { check: { http: { path: "/version", port: OFFLOADER_PORT.port } } };

export interface OffloaderPodInput {
  readonly image: Image | string;
  readonly resources: ContainerResources;
  readonly serviceAccount: string;
  readonly jobsNamespace: string;
  readonly registry: string;
  readonly maxConcurrentJobs: number;
  readonly jobResources: JobResources;
  readonly tolerations: readonly Toleration[];
  readonly failedJobsRetention: string;
  /** Registers clients; absent when clients register themselves. */
  readonly adminKey?: SecretKey;
}

/** The pod of the offloader, at "restricted". */
export function offloaderPod(input: OffloaderPodInput): PodProps {
  const kept = input.adminKey !== undefined;
  return {
    user: USER,
    serviceAccount: input.serviceAccount,
    containers: [
      {
        name: "calls-offloader",
        image: input.image,
        env: offloaderEnvironment(input),
        ports: [OFFLOADER_PORT],
        resources: input.resources,
        scratch: kept ? ["/tmp"] : ["/tmp", STORE_FOLDER],
        mounts: kept ? [{ volume: STORE_VOLUME, path: STORE_FOLDER }] : [],
        startup: { ...VERSION, periodSeconds: 2, failureThreshold: 30 },
        readiness: VERSION,
        liveness: { ...VERSION, periodSeconds: 30 },
      },
    ],
  };
}

/** The whole configuration: a file would switch every default off. The names have no prefix. */
function offloaderEnvironment(input: OffloaderPodInput): Readonly<Record<string, EnvValue>> {
  const { adminKey } = input;
  return {
    API_HTTP_LISTENADDRESS: `:${OFFLOADER_PORT.port}`,
    API_SECURITY_ALLOWSELFREGISTRATION: String(adminKey === undefined),
    API_SECURITY_ENABLEADMIN: String(adminKey !== undefined),
    ...(adminKey && { API_SECURITY_ADMINSECRETKEY: { secret: adminKey } }),
    STORE_DATASOURCE: `${STORE_FOLDER}/db`,
    JOBS_APITYPE: "kubernetes",
    JOBS_MAXCONCURRENTJOBS: String(input.maxConcurrentJobs),
    JOBS_FAILEDJOBSRETENTIONTIME: input.failedJobsRetention,
    JOBS_IMAGEREGISTRY: input.registry,
    JOBS_KUBERNETES_JOBSRESOURCEREQUIREMENTS: jobRequirements(input.jobResources),
    K8S_NAMESPACE: input.jobsNamespace,
    K8S_JOB_POD_TOLERATIONS: JSON.stringify(input.tolerations.map(toleration)),
    SECURITY_CONTEXT_PRIVILEGED: "false",
    LOGGER_ENABLECONSOLE: "true",
    LOGGER_CONSOLEJSON: "true",
    LOGGER_CONSOLELEVEL: "INFO",
    LOGGER_ENABLEFILE: "false",
  };
}

function toleration({ key, value, effect }: Toleration): object {
  return {
    key,
    operator: value === undefined ? "Exists" : "Equal",
    ...(value !== undefined && { value }),
    effect,
  };
}
