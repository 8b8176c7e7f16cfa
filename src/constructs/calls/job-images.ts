import { imageReference, type ImageRegistry } from "../../catalog/image";
import { callsJobImages, type CallsRelease } from "../../catalog/calls-releases";

/** Names that the offloader takes, whatever the registry. Source: calls-offloader, public/job. */
const JOB_IMAGE = /^(?<registry>[^@]+)\/calls-(recorder|transcriber):v\d+\.\d+\.\d+(-dev\d*)?$/;

/** The images of the jobs as the plugin asks for them. */
export interface JobImageReferences {
  /** The same text for the plugin and for the offloader: everything before the image's own name. */
  readonly registry: string;
  readonly recorder: string;
  readonly transcriber: string;
}

/**
 * The jobs' images, from the private registry where there is one. Undefined when its name makes a reference that the
 * offloader refuses.
 */
export function jobImageReferences(
  release: CallsRelease,
  mirror?: ImageRegistry,
): JobImageReferences | undefined {
  const images = callsJobImages(release);
  const recorder = imageReference(images.recorder, mirror);
  const transcriber = imageReference(images.transcriber, mirror);
  const [first, second] = [recorder, transcriber].map((each) => JOB_IMAGE.exec(each)?.groups?.registry);
  if (first === undefined || first !== second) return undefined;
  return { registry: first, recorder, transcriber };
}
