import type { Site } from "../site/site";

/** An address on the internet that leads into the site, which has none unless its file gives a reason. */
export interface PublicWay {
  readonly who: string;
  /** e.g. `azure.access.gateway` */
  readonly path: string;
  /** Networks that may come. */
  readonly from: readonly string[];
  readonly reason: string;
}

const EVERYBODY = ["0.0.0.0/0"];

/** The addresses on the internet that a site file asks for. */
export function publicWays({ azure }: Site): readonly PublicWay[] {
  const { gateway, media, bastion } = azure?.access ?? {};
  const onInternet = gateway?.exposure === "internet" ? gateway : undefined;
  return [
    ...way("people", "azure.access.gateway", onInternet),
    ...way("voice", "azure.access.media", media),
    ...way("operators", "azure.access.bastion", bastion),
  ];
}

function way(
  who: string,
  path: string,
  entrance: { readonly reason?: string; readonly allowFrom?: readonly string[] } | undefined,
): readonly PublicWay[] {
  if (entrance === undefined) return [];
  return [{ who, path, from: entrance.allowFrom ?? EVERYBODY, reason: entrance.reason ?? "" }];
}
