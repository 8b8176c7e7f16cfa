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

function nvidiaImage(repository: string, tag: string): Image {
  return {
    registry: "nvcr.io",
    repository: `nvidia/${repository}`,
    tag,
    architectures: ANY,
    licence: "Apache-2.0",
    source: "NVIDIA/gpu-operator chart v26.7.0",
    date: "2026-08-20",
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
  externalSecrets: {
    name: "external-secrets",
    version: "2.9.0",
    appVersion: "v2.9.0",
    repository: "https://charts.external-secrets.io",
    images: {
      operator: {
        registry: "ghcr.io",
        repository: "external-secrets/external-secrets",
        tag: "v2.9.0",
        architectures: ANY,
        licence: "Apache-2.0",
        source: "external-secrets chart 2.9.0",
        date: "2026-08-08",
      },
    },
    licence: "Apache-2.0",
    source: "external-secrets/external-secrets",
    date: "2026-08-08",
  },
  gpuOperator: {
    name: "gpu-operator",
    version: "v26.7.0",
    appVersion: "v26.7.0",
    repository: "https://helm.ngc.nvidia.com/nvidia",
    images: {
      operator: nvidiaImage("gpu-operator", "v26.7.0"),
      driverManager: nvidiaImage("cloud-native/k8s-driver-manager", "v0.12.0"),
      toolkit: nvidiaImage("k8s/container-toolkit", "v1.20.0"),
      devicePlugin: nvidiaImage("k8s-device-plugin", "v0.20.0"),
      metrics: nvidiaImage("k8s/dcgm-exporter", "4.6.0-4.8.3-distroless"),
      migManager: nvidiaImage("cloud-native/k8s-mig-manager", "v0.15.0"),
      featureDiscovery: {
        registry: "registry.k8s.io",
        repository: "nfd/node-feature-discovery",
        tag: "v0.19.0",
        architectures: ANY,
        licence: "Apache-2.0",
        source: "NVIDIA/gpu-operator chart v26.7.0, subchart",
        date: "2026-08-20",
      },
    },
    licence: "Apache-2.0",
    source: "NVIDIA/gpu-operator",
    date: "2026-08-20",
  },
} as const satisfies Record<string, ChartPackage>;
