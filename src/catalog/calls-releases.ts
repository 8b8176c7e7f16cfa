import type { Image } from "./image";
import { findRelease } from "./mattermost-releases";

/** What a version of the Calls plugin needs beside it. */
export interface CallsRelease {
  /** Tag of the image that records calls; the plugin asks for exactly this one. */
  readonly recorder: string;
  /** Tag of the image that transcribes them. */
  readonly transcriber: string;
}

/** By minor version of the plugin. Source: `props` of plugin.json at v1.11.5, v1.11.6, v1.12.1 and v1.12.2. */
const CALLS_RELEASES: Readonly<Record<string, CallsRelease>> = {
  "1.11": { recorder: "v0.8.13", transcriber: "v0.7.2" },
  "1.12": { recorder: "v0.8.13", transcriber: "v0.7.2" },
};

/** What the Calls plugin of a server version needs; undefined for a server that the catalogue doesn't know. */
export function callsReleaseOf(serverVersion: string): CallsRelease | undefined {
  const calls = findRelease(serverVersion)?.plugins.calls;
  return calls === undefined ? undefined : CALLS_RELEASES[calls.split(".").slice(0, 2).join(".")];
}

/** Images of the jobs. The plugin refuses digests, other tags and other names than these two. */
export function callsJobImages({ recorder, transcriber }: CallsRelease): {
  readonly recorder: Image;
  readonly transcriber: Image;
} {
  return {
    recorder: jobImage("mattermost/calls-recorder", recorder, "2026-04-02"),
    transcriber: jobImage("mattermost/calls-transcriber", transcriber, "2026-04-02"),
  };
}

/** Every job image that some version asks for. */
export function allCallsJobImages(): readonly Image[] {
  const images = Object.values(CALLS_RELEASES).flatMap((release) => Object.values(callsJobImages(release)));
  return [...new Map(images.map((image) => [`${image.repository}:${image.tag}`, image])).values()];
}

function jobImage(repository: string, tag: string, date: string): Image {
  return {
    registry: "docker.io",
    repository,
    tag,
    architectures: repository.endsWith("recorder") ? ["amd64", "arm64"] : ["amd64"],
    licence: "MIT, as compiled by the vendor",
    source: "plugin.json of the Calls plugin; release pages of the images",
    date,
  };
}
