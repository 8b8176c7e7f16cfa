/** What runs the pods. */
export type Controller =
  | {
      readonly kind: "Deployment";
      readonly replicas: number;
      /**
       * `one-more`: a new pod is ready before an old one goes. `recreate`: all old ones go first.
       * @default "one-more"
       */
      readonly rollout?: "one-more" | "recreate";
    }
  | {
      readonly kind: "StatefulSet";
      readonly replicas: number;
      /** Headless Service that names the pods. */
      readonly serviceName: string;
      /** Volumes of each pod, by name. */
      readonly claims?: Readonly<Record<string, ClaimTemplate>>;
      /**
       * `parallel`: pods of a quorum start together. `ordered`: one after the other.
       * @default "ordered"
       */
      readonly startOrder?: "parallel" | "ordered";
    }
  | { readonly kind: "DaemonSet" }
  | {
      readonly kind: "Job";
      /** Attempts before it counts as failed. @default 6 */
      readonly attempts?: number;
      /** Limit of a run, in seconds. @default 600 */
      readonly deadlineSeconds?: number;
    }
  | {
      readonly kind: "CronJob";
      /** Five-field schedule, in the cluster's time zone. */
      readonly schedule: string;
      /** Limit of a run, in seconds. @default 3600 */
      readonly deadlineSeconds?: number;
    };

/** A volume that every pod of a StatefulSet gets for itself. Kept when the StatefulSet goes. */
export interface ClaimTemplate {
  /** Kubernetes quantity. */
  readonly size: string;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
}
