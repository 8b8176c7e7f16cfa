import type { ChartPackage } from "./chart";
import type { Image } from "./image";

const ANY = ["amd64", "arm64"] as const;

function certManagerImage(part: string): Image {
  return {
    registry: "quay.io",
    repository: `jetstack/cert-manager-${part}`,
    tag: "v1.21.1",
    architectures: ANY,
    licence: "Apache-2.0",
    source: "cert-manager chart v1.21.1",
    date: "2026-07-29",
  };
}

/** Every upstream chart that the platform stack installs. */
export const CHARTS = {
  cloudNativePg: {
    name: "cloudnative-pg",
    version: "0.29.0",
    appVersion: "1.30.0",
    repository: "https://cloudnative-pg.github.io/charts",
    images: {
      operator: {
        registry: "ghcr.io",
        repository: "cloudnative-pg/cloudnative-pg",
        tag: "1.30.0",
        architectures: ANY,
        licence: "Apache-2.0",
        source: "cloudnative-pg chart 0.29.0",
        date: "2026-06-29",
      },
    },
    licence: "Apache-2.0",
    source: "cloudnative-pg/charts",
    date: "2026-06-29",
  },
  certManager: {
    name: "cert-manager",
    version: "v1.21.1",
    appVersion: "v1.21.1",
    repository: "oci://quay.io/jetstack/charts",
    images: {
      controller: certManagerImage("controller"),
      webhook: certManagerImage("webhook"),
      cainjector: certManagerImage("cainjector"),
      startupapicheck: certManagerImage("startupapicheck"),
    },
    licence: "Apache-2.0",
    source: "cert-manager/cert-manager",
    date: "2026-07-29",
  },
} as const satisfies Record<string, ChartPackage>;
