import type { Image } from "../../catalog/image";
import { IMAGES, mattermostImage } from "../../catalog/images";
import type { Site } from "../site";
import { mayCluster } from "./read";
import { rules } from "./rule";

const HIGH_AVAILABILITY = "Mattermost docs, high availability cluster-based deployment";

/** Rules on the nodes and on where servers may stand. */
export const NODE_RULES = rules(
  {
    code: "HF2701",
    severity: "warning",
    title: "The site stops with its only node.",
    fix: "add nodes; three survive the loss of one",
    reference: HIGH_AVAILABILITY,
    path: "cluster.nodes.count",
    when: ({ cluster }) => cluster.nodes.count === 1,
    message: ({ cluster }) => `cluster.nodes.count is ${cluster.nodes.count}`,
    expected: "3 or more to survive the loss of a node",
  },
  {
    code: "HF2702",
    severity: "error",
    title: "There are more Mattermost servers than nodes, and no two may share a node.",
    fix: "lower mattermost.replicas, or add nodes",
    reference: HIGH_AVAILABILITY,
    path: "mattermost.replicas",
    when: ({ mattermost, cluster }) => mattermost.replicas > cluster.nodes.count,
    message: ({ mattermost, cluster }) =>
      `mattermost.replicas is ${mattermost.replicas}, cluster.nodes.count is ${cluster.nodes.count}`,
    expected: ({ cluster }) => `at most ${cluster.nodes.count}`,
  },
  {
    code: "HF2703",
    severity: "error",
    title: "Images of the site are not published for the nodes' architecture.",
    fix: "use amd64 nodes",
    reference: "Mattermost docs, software and hardware requirements: x86-64 only",
    path: "cluster.nodes.architecture",
    when: (site) => imagesWithoutArchitecture(site).length > 0,
    message: (site) =>
      `cluster.nodes.architecture is ${site.cluster.nodes.architecture}, but there is none for ${imagesWithoutArchitecture(site).join(", ")}`,
    expected: "amd64",
  },
  {
    code: "HF2704",
    severity: "error",
    title: "One Mattermost cluster is spread over several data centres.",
    fix: "deploy one site for each data centre and connect them, or use the second one for recovery only",
    reference: `${HIGH_AVAILABILITY}: all nodes in one data centre`,
    path: "cluster.nodes.dataCenters",
    when: ({ cluster, mattermost }) => cluster.nodes.dataCenters.length > 1 && mattermost.replicas > 1,
    message: ({ cluster, mattermost }) =>
      `cluster.nodes.dataCenters is ${cluster.nodes.dataCenters.join(", ")} with ${mattermost.replicas} servers`,
    expected: "one data centre for all servers",
  },
  {
    code: "HF2705",
    severity: "warning",
    title: "The only Mattermost server stops with its node.",
    fix: "raise mattermost.replicas to 2; several servers need an enterprise or advanced licence",
    reference: HIGH_AVAILABILITY,
    path: "mattermost.replicas",
    when: ({ mattermost, cluster }) => mattermost.replicas === 1 && cluster.nodes.count > 1,
    message: (site) =>
      `mattermost.replicas is ${site.mattermost.replicas} on ${site.cluster.nodes.count} nodes` +
      (mayCluster(site) ? "" : ", and the licence allows no more"),
    expected: "2 or more",
  },
);

function imagesWithoutArchitecture({ cluster, mattermost }: Site): readonly string[] {
  const images: readonly Image[] = [
    mattermostImage(mattermost.edition, mattermost.version),
    ...Object.values(IMAGES),
  ];
  return images
    .filter((image) => !image.architectures.includes(cluster.nodes.architecture))
    .map((image) => image.repository);
}
