import { Construct } from "constructs";
import { imageReference, type Image } from "../../../catalog/image";
import { IMAGES } from "../../../catalog/images";
import { problem } from "../../../errors/catalogue";
import { describeProblem, ProblemError } from "../../../errors/problem";
import { clusterOf } from "../../kubernetes/cluster";
import { ConfigFiles, hashOf } from "../../kubernetes/config-files";
import { kubernetesApi } from "../../kubernetes/kubernetes-api";
import type { INamespace } from "../../kubernetes/namespace";
import type { ISecret } from "../../kubernetes/secret";
import { Workload } from "../../kubernetes/workload";
import type { MattermostServer } from "../mattermost-server";
import { SETUP_PROBLEMS } from "./problems";
import { SETUP_PROGRAM } from "./program.generated";
import { SecretWriter } from "./secret-writer";
import { checkContributions } from "./setup-checks";
import type { SetupContribution } from "./setup-contribution";
import { setupPod } from "./setup-pod";
import { allOutputs, setupPlan } from "./setup-plan";
import { SetupSecret } from "./setup-secret";

export interface MattermostSetupProps {
  readonly namespace: INamespace;
  /** The servers, with all their features. */
  readonly server: MattermostServer;
  /** What else is done, before what the features ask for. @default [] */
  readonly contributions?: readonly SetupContribution[];
  /** Image with Node.js. @default - the catalogue's */
  readonly image?: Image | string;
}

/**
 * Brings the servers, once they are ready, to what is declared: configuration that plugins keep in the database, bots,
 * webhooks, commands, applications. A job whose name ends in a hash of everything it reads, so a change runs it again
 * and nothing else does; the servers never restart for it. What it obtains ends in Secrets.
 */
export class MattermostSetup extends Construct {
  /** Done when everything is. */
  public readonly job: Workload;

  public constructor(scope: Construct, id: string, props: MattermostSetupProps) {
    super(scope, id);
    const { namespace, server } = props;
    const contributions = [...(props.contributions ?? []), ...server.setups()];
    const problems = checkContributions(contributions, this.node.path);
    if (problems.length > 0) throw new ProblemError(problems);

    const name = `${server.workload.workloadName}-setup`;
    const memory = new SetupSecret(this, "Memory", { namespace, name: `${name}-memory` });
    const outputs = allOutputs(contributions).map(({ secret }) => secret);
    const writer = new SecretWriter(this, "Writer", { namespace, name, secrets: [memory, ...outputs] });
    const plan = setupPlan({
      contributions,
      server: `http://${server.mattermost.host}:${server.mattermost.port}`,
      namespace: namespace.namespaceName,
      memory,
      domain: new URL(server.mattermost.siteUrl).hostname,
    });
    const files = new ConfigFiles(this, "Files", {
      namespace,
      name,
      files: { ...SETUP_PROGRAM, "plan.json": plan },
    });
    const secrets = contributions.flatMap(({ secrets: own }) => Object.values(own ?? {}));
    const image = props.image ?? IMAGES.node;
    const pod = setupPod({ files, secrets, image, server, serviceAccount: writer.serviceAccount });
    const mirror = clusterOf(this).registry;
    const hash = hashOf({
      files: files.hash,
      pod: JSON.stringify(pod.containers.map(({ env, ...container }) => [container.image, plainEnv(env)])),
      image: typeof image === "string" ? image : imageReference(image, mirror),
      secrets: secrets.map(({ secret, key }) => `${revisionOf(secret)} ${key}`).join("\n"),
    });
    this.job = new Workload(this, "Job", {
      name: `${name}-${hash.slice(0, 8)}`,
      namespace,
      controller: { kind: "Job", deadlineSeconds: 1200 },
      pod,
    });
    this.job.node.addDependency(server.workload, writer, memory, ...new Set(outputs));
    this.job.connections.allowTo(server, "setup");
    this.job.connections.allowTo(server.database, "account of the setup");
    this.job.connections.allowTo(kubernetesApi(this), "secrets of integrations");
    this.refuseLateFeatures(server, contributions.length);
  }

  private refuseLateFeatures(server: MattermostServer, known: number): void {
    const early = known - server.setups().length;
    this.node.addValidation({
      validate: () =>
        server
          .setups()
          .slice(known - early)
          .map(({ name }) =>
            describeProblem(
              problem(SETUP_PROBLEMS.late, {
                path: this.node.path,
                message: `${name} came after the setup was made`,
                expected: "every feature before the setup",
              }),
            ),
          ),
    });
  }
}

function revisionOf({ secretName, revision }: ISecret): string {
  return `${secretName} ${String(revision)}`;
}

/** The environment without references to constructs. */
function plainEnv(env: object | undefined): unknown {
  return Object.entries(env ?? {}).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === "string" ? value : "reference",
  ]);
}
