import type { Construct } from "constructs";
import type { Image } from "../../catalog/image";
import { IMAGES } from "../../catalog/images";
import { Connections, type IConnectable } from "../kubernetes/connections";
import type { ClaimTemplate } from "../kubernetes/controller";
import type { ContainerProps, Mount, Volume } from "../kubernetes/pod";
import { refuse } from "../kubernetes/problems";
import type { ISecret } from "../kubernetes/secret";
import type { IObjectStore } from "../object-store/object-store";
import { AGENTS_PROBLEMS } from "./problems";

/** Where the files of a model come from. */
export type ModelSource =
  /** An existing claim, read only. */
  | { readonly claim: string }
  /** An image with the files in a folder, and with `cp`. Copied when the pod starts. */
  | { readonly image: Image | string; readonly path: string }
  /** A path of an S3 store, with the bucket in front. Copied when the pod starts; what is there already stays. */
  | { readonly store: IObjectStore; readonly path: string; readonly credentials: ISecret }
  /** Fetched from the publisher once, by whoever runs the model. Needs the internet. */
  | { readonly download: true };

/** Folder of the files, in every container. */
export const MODELS = "/models";

const VOLUME = "models";
const CLIENT = "/client";

/** What a pod needs for its model's files. */
export interface ModelFiles {
  readonly volumes: Readonly<Record<string, Volume>>;
  readonly mount: Mount;
  readonly initContainers: readonly ContainerProps[];
  /** A volume of each pod; absent when the files stand in an existing one. */
  readonly claims?: Readonly<Record<string, ClaimTemplate>>;
  /** Whom the pod must reach for them. */
  readonly peers: readonly { readonly peer: IConnectable; readonly why: string }[];
}

export interface ModelFilesOptions {
  readonly source: ModelSource;
  readonly storage: ClaimTemplate;
  /** Host that a download comes from. */
  readonly publisher: string;
}

/** Volumes, init containers and connections that bring a model's files to `/models`. */
export function modelFiles(scope: Construct, { source, storage, publisher }: ModelFilesOptions): ModelFiles {
  const own = { mount: { volume: VOLUME, path: MODELS, readOnly: false }, claims: { [VOLUME]: storage } };
  if ("claim" in source) {
    return {
      volumes: { [VOLUME]: { claim: source.claim } },
      mount: { volume: VOLUME, path: MODELS, readOnly: true },
      initContainers: [],
      peers: [],
    };
  }
  if ("image" in source) {
    return { ...own, volumes: {}, initContainers: [copyFromImage(source, own.mount)], peers: [] };
  }
  if ("store" in source) return { ...own, ...copyFromStore(scope, source, own.mount) };
  const peer = new Connections(scope, "Publisher", {
    name: publisher,
    ports: [{ name: "https", port: 443 }],
  });
  return { ...own, volumes: {}, initContainers: [], peers: [{ peer, why: "the model's files, once" }] };
}

function copyFromImage(
  { image, path }: Extract<ModelSource, { readonly image: unknown }>,
  mount: Mount,
): ContainerProps {
  return {
    name: "copy-model",
    image,
    command: ["cp", "-R", `${path.replace(/\/+$/, "")}/.`, MODELS],
    resources: { cpu: "100m", memory: "128Mi" },
    mounts: [mount],
  };
}

function copyFromStore(
  scope: Construct,
  { store, path, credentials }: Extract<ModelSource, { readonly store: unknown }>,
  mount: Mount,
): Pick<ModelFiles, "volumes" | "initContainers" | "peers"> {
  const { objectStore } = store;
  if (objectStore.kind !== "s3") {
    return refuse(scope, AGENTS_PROBLEMS.objectStore, {
      message: `the store of "${path}" keeps files on a volume`,
      expected: "an S3 store",
    });
  }
  const { ca, endpoint, tls } = objectStore;
  const scheme = tls ? "https" : "http";
  return {
    volumes: ca ? { "store-authority": { secret: ca, items: { "ca.crt": "ca.crt" } } } : {},
    initContainers: [
      {
        name: "copy-model",
        image: IMAGES.storeClient,
        // Reads before it compares, so a copy that broke off is completed and a whole one is left.
        command: ["/bin/sh", "-c", MIRROR],
        env: {
          HOME: CLIENT,
          SOURCE: `store/${path}`,
          STORE_USER: { secret: credentials.key("accesskey") },
          STORE_PASSWORD: { secret: credentials.key("secretkey") },
          MC_HOST_store: `${scheme}://$(STORE_USER):$(STORE_PASSWORD)@${endpoint}`,
        },
        resources: { cpu: "100m", memory: "256Mi" },
        scratch: [CLIENT, "/tmp"],
        mounts: [mount, ...(ca ? [{ volume: "store-authority", path: `${CLIENT}/certs/CAs` }] : [])],
      },
    ],
    peers: [{ peer: store, why: "the model's files" }],
  };
}

const MIRROR = `set -eu; client=$(command -v mc || command -v mcli); "$client" --config-dir ${CLIENT} mirror --overwrite "$SOURCE" ${MODELS}`;
