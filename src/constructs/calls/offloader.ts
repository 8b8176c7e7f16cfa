import { Construct, type IConstruct } from "constructs";
import { callsReleaseOf } from "../../catalog/calls-releases";
import type { Image } from "../../catalog/image";
import { IMAGES } from "../../catalog/images";
import { DEFAULT_SERVER_VERSION } from "../../catalog/mattermost-releases";
import { clusterOf } from "../kubernetes/cluster";
import { Connections, type IConnectable, type IConnections } from "../kubernetes/connections";
import { kubernetesApi } from "../kubernetes/kubernetes-api";
import type { INamespace, Namespace } from "../kubernetes/namespace";
import type { ContainerResources, Toleration } from "../kubernetes/pod";
import { refuse } from "../kubernetes/problems";
import { Service } from "../kubernetes/service";
import { Workload } from "../kubernetes/workload";
import { JobAccess } from "./job-access";
import { jobImageReferences, type JobImageReferences } from "./job-images";
import { JobPreload } from "./job-preload";
import type { JobResources } from "./job-sizes";
import { offloaderPod, OFFLOADER_PORT, STORE_VOLUME } from "./offloader-pod";
import { CALLS_PROBLEMS } from "./offloader-problems";
import { RtcdClient, type RtcdRegistration } from "./rtcd-registration";

/** Everything the Calls plugin needs to know of the service that records and transcribes. */
export interface OffloaderReference {
  /** `http://host:4545` */
  readonly url: string;
  readonly registration: RtcdRegistration;
  /** Registry of the job images: byte for byte what the offloader has. */
  readonly imageRegistry: string;
  /** Whether there is room for a second job a recorded call. */
  readonly transcribes: boolean;
}

/** A service that records and transcribes calls, whoever runs it. */
export interface ICallsOffloader extends IConstruct, IConnectable {
  readonly offloader: OffloaderReference;
  /** The pods of the jobs. They open connections and listen to nobody. */
  readonly jobs: IConnectable;
}

export interface CallsOffloaderProps {
  readonly namespace: INamespace;
  /** For jobs alone, with Pod Security "baseline": each unfinished job in it counts. */
  readonly jobsNamespace: INamespace;
  /** Calls that are recorded at the same time. */
  readonly recordedCalls: number;
  /** Whether recorded calls are transcribed too. @default false */
  readonly transcribes?: boolean;
  /** Server version, whose Calls plugin decides on the job images. @default the newest extended support release */
  readonly serverVersion?: string;
  /** @default 1 a recorded call, 2 when it is transcribed */
  readonly maxConcurrentJobs?: number;
  /** Resources of one job. @default recording 1 CPU, 1Gi; transcribing 2 CPU, 2Gi */
  readonly jobResources?: JobResources;
  /** Taints of nodes that jobs put up with. @default [] */
  readonly tolerations?: readonly Toleration[];
  /** How long a failed job and its log are kept: minutes, hours or days. @default "7d" */
  readonly failedJobsRetention?: string;
  /** @default the plugin registers itself; network policies keep everybody else away */
  readonly registration?: RtcdRegistration;
  /** @default "calls-offloader" */
  readonly name?: string;
  /** @default 100m, 128Mi */
  readonly resources?: ContainerResources;
  /** @default mattermost/calls-offloader of the catalogue */
  readonly image?: Image | string;
}

/** Label of every job pod. Source: calls-offloader v0.9.5, service/kubernetes. */
const JOB_LABEL = { app: "mattermost-calls-offloader" } as const;

const DEFAULTS = {
  name: "calls-offloader",
  resources: { cpu: "100m", memory: "128Mi" },
  jobResources: {
    recording: { cpu: "1", memory: "1Gi" },
    transcribing: { cpu: "2", memory: "2Gi" },
  },
  failedJobsRetention: "7d",
  serverVersion: DEFAULT_SERVER_VERSION,
} as const;

/**
 * Starts a job for each recording and each transcription, through the Kubernetes API, in a namespace of its own. One
 * replica: its store and the watch on running jobs are local. It has a token of the API server; nothing else here does.
 */
export class CallsOffloader extends Construct implements ICallsOffloader {
  public readonly offloader: OffloaderReference;
  public readonly workload: Workload;
  public readonly connections: IConnections;
  public readonly jobs: IConnectable;

  public constructor(scope: Construct, id: string, props: CallsOffloaderProps) {
    super(scope, id);
    const name = props.name ?? DEFAULTS.name;
    const { namespace, jobsNamespace } = props;
    this.checkNamespace(props);
    const images = this.jobImages(props);
    const registration = props.registration ?? { kind: "self" };
    const tolerations = props.tolerations ?? [];
    const access = new JobAccess(this, "Access", { name, namespace, jobsNamespace });
    const persistent = registration.kind === "registered";

    this.workload = new Workload(this, "Workload", {
      name,
      namespace,
      controller: {
        kind: "StatefulSet",
        replicas: 1,
        serviceName: name,
        claims: persistent ? { [STORE_VOLUME]: { size: "1Gi" } } : {},
      },
      pod: offloaderPod({
        image: props.image ?? IMAGES.callsOffloader,
        resources: props.resources ?? DEFAULTS.resources,
        serviceAccount: access.serviceAccount,
        jobsNamespace: jobsNamespace.namespaceName,
        registry: images.registry,
        maxConcurrentJobs: this.concurrency(props),
        jobResources: props.jobResources ?? DEFAULTS.jobResources,
        tolerations,
        failedJobsRetention: this.retention(props),
        adminKey: persistent ? registration.adminKey : undefined,
      }),
    });
    this.workload.node.addDependency(access);
    const service = new Service(this, "Service", {
      name,
      namespace,
      selector: this.workload.selector,
      ports: [{ port: OFFLOADER_PORT.port, target: OFFLOADER_PORT }],
      exposure: { kind: "headless" },
    });
    this.connections = this.workload.connections;
    this.connections.allowTo(kubernetesApi(this), "jobs of recorded calls");
    this.jobs = new Connections(this, "Jobs", {
      name: "calls-jobs",
      pods: { namespace: jobsNamespace.namespaceName, labels: JOB_LABEL },
    });
    this.jobs.connections.members[0]?.node.addDependency(jobsNamespace);
    new JobPreload(this, "Preload", {
      name: `${name}-images`,
      namespace,
      images: { recorder: images.recorder, ...(props.transcribes && { transcriber: images.transcriber }) },
      tolerations,
    });
    const url = `http://${service.host}:${OFFLOADER_PORT.port}`;
    if (registration.kind === "registered") {
      new RtcdClient(this, "Client", {
        namespace,
        name,
        urls: [url],
        client: registration.client,
        adminKey: registration.adminKey,
        routers: this.workload,
        startAfter: this.workload,
      });
    }
    this.offloader = {
      url,
      registration,
      imageRegistry: images.registry,
      transcribes: props.transcribes ?? false,
    };
  }

  private jobImages({ serverVersion = DEFAULTS.serverVersion }: CallsOffloaderProps): JobImageReferences {
    const release = callsReleaseOf(serverVersion);
    if (!release) {
      return refuse(this, CALLS_PROBLEMS.unknownRelease, {
        message: `the server version is ${serverVersion}`,
        expected: "a version whose Calls plugin the catalogue knows",
      });
    }
    const mirror = clusterOf(this).registry;
    return (
      jobImageReferences(release, mirror) ??
      refuse(this, CALLS_PROBLEMS.jobRegistry, {
        message: `the registry is "${mirror?.host ?? "docker.io"}"`,
        expected: "host[:port][/path]",
      })
    );
  }

  private concurrency({ recordedCalls, transcribes, maxConcurrentJobs }: CallsOffloaderProps): number {
    const needed = recordedCalls * (transcribes ? 2 : 1);
    const written = maxConcurrentJobs ?? needed;
    if (recordedCalls < 1 || written < needed) {
      refuse(this, CALLS_PROBLEMS.jobConcurrency, {
        message: `${written} jobs for ${recordedCalls} recorded calls${transcribes ? " with transcripts" : ""}`,
        expected: `${Math.max(needed, 1)} or more`,
      });
    }
    return written;
  }

  private retention({ failedJobsRetention = DEFAULTS.failedJobsRetention }: CallsOffloaderProps): string {
    if (/^[1-9]\d*[mhd]$/.test(failedJobsRetention)) return failedJobsRetention;
    return refuse(this, CALLS_PROBLEMS.retention, {
      message: `failedJobsRetention is "${failedJobsRetention}"`,
      expected: "a number with m, h or d",
    });
  }

  private checkNamespace({ namespace, jobsNamespace }: CallsOffloaderProps): void {
    const restricted = (jobsNamespace as Partial<Namespace>).podSecurity === "restricted";
    if (!restricted && jobsNamespace.namespaceName !== namespace.namespaceName) return;
    refuse(this, CALLS_PROBLEMS.jobsNamespace, {
      message: `the jobs' namespace is "${jobsNamespace.namespaceName}"${restricted ? ', with Pod Security "restricted"' : ", the offloader's own"}`,
      expected: 'a namespace of their own with Pod Security "baseline"',
    });
  }
}
