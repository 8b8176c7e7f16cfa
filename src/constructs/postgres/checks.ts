import { problem } from "../../errors/catalogue";
import type { Problem } from "../../errors/problem";
import type { SynchronousCommit } from "./cluster-manifest";
import { OLDEST_POSTGRES, POSTGRES_PROBLEMS } from "./problems";

/** What can be wrong with a cluster before the operator sees it. */
export interface PostgresClusterShape {
  readonly name: string;
  readonly instances: number;
  readonly searchReplicas: number;
  readonly synchronous: SynchronousCommit;
  readonly majorVersion: number;
  /** Reference of the image; undefined when the catalogue has none of this version. */
  readonly image?: string;
  readonly poolerInstances?: number;
}

/** Pods and Services get the name with up to thirteen more characters, and names end at 63. */
const LONGEST_NAME = { alone: 50, withSearch: 43 } as const;

/** Every problem of a cluster, all at once. */
export function checkPostgresCluster(path: string, shape: PostgresClusterShape): readonly Problem[] {
  return [
    ...checkName(path, shape),
    ...checkVersion(path, shape.majorVersion),
    ...checkImage(path, shape),
    ...checkCount(path, "instances", shape.instances, 1),
    ...checkCount(path, "searchReplicas", shape.searchReplicas, 0),
    ...checkCount(path, "pooler.instances", shape.poolerInstances ?? 1, 1),
    ...checkSynchronous(path, shape),
  ];
}

/** A version that Mattermost does not take. */
export function checkVersion(path: string, majorVersion: number): readonly Problem[] {
  if (majorVersion >= OLDEST_POSTGRES) return [];
  return [
    problem(POSTGRES_PROBLEMS.versionTooOld, {
      path,
      message: `majorVersion is ${String(majorVersion)}`,
      expected: `${String(OLDEST_POSTGRES)} or later`,
    }),
  ];
}

function checkName(path: string, { name, searchReplicas }: PostgresClusterShape): readonly Problem[] {
  const longest = searchReplicas > 0 ? LONGEST_NAME.withSearch : LONGEST_NAME.alone;
  if (name.length <= longest && /^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name)) return [];
  return [
    problem(POSTGRES_PROBLEMS.clusterName, {
      path,
      message: `name is "${name}" with ${String(name.length)} characters`,
      expected: `lower-case letters, digits and dashes, a letter first, at most ${String(longest)} characters`,
    }),
  ];
}

function checkImage(path: string, { image, majorVersion }: PostgresClusterShape): readonly Problem[] {
  if (image === undefined) {
    return [
      problem(POSTGRES_PROBLEMS.noImage, {
        path,
        message: `majorVersion is ${String(majorVersion)} and no image is given`,
        expected: "a major version of the catalogue, or an image",
      }),
    ];
  }
  const tag = /:(?<tag>[^/:@]+)(@|$)/.exec(image)?.groups?.tag ?? "";
  if (new RegExp(`^${String(majorVersion)}([._-]|$)`).test(tag)) return [];
  return [
    problem(POSTGRES_PROBLEMS.imageTag, {
      path,
      message: `image is "${image}", majorVersion is ${String(majorVersion)}`,
      expected: `a tag that begins with ${String(majorVersion)}`,
    }),
  ];
}

function checkCount(path: string, what: string, value: number, least: number): readonly Problem[] {
  if (Number.isInteger(value) && value >= least) return [];
  return [
    problem(POSTGRES_PROBLEMS.counts, {
      path,
      message: `${what} is ${String(value)}`,
      expected: `a whole number, at least ${String(least)}`,
    }),
  ];
}

function checkSynchronous(path: string, shape: PostgresClusterShape): readonly Problem[] {
  if (shape.synchronous !== "required" || shape.instances > 1) return [];
  return [
    problem(POSTGRES_PROBLEMS.synchronousAlone, {
      path,
      message: `synchronous is "required" with ${String(shape.instances)} instance`,
      expected: "two instances or more",
    }),
  ];
}
