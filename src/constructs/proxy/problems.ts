import type { ProblemKind } from "../../errors/catalogue";

/** Kinds of problems that the proxy reports. */
export const PROXY_PROBLEMS = {
  nginxHost: {
    code: "HF3101",
    severity: "error",
    title: "A name or address for NGINX is not one.",
    fix: "Write a DNS name or an IP address, where it says so with a port, and nothing else.",
  },
  nginxNetwork: {
    code: "HF3102",
    severity: "error",
    title: "A network for NGINX is not one.",
    fix: "Write an address with a prefix length, e.g. 10.20.0.0/16.",
  },
  nginxPath: {
    code: "HF3103",
    severity: "error",
    title: "A file path for NGINX has characters that mean something in its configuration.",
    fix: "Use an absolute path of letters, digits, '.', '_', '-' and '/'.",
  },
  nginxNumber: {
    code: "HF3104",
    severity: "error",
    title: "A number for NGINX is out of range.",
    fix: "Use a whole number within the range.",
  },
  nginxSiteUrl: {
    code: "HF3105",
    severity: "error",
    title: "The site URL can't be served by NGINX.",
    fix: "Use https://, a host name, and at most a port and a plain path.",
  },
  nginxVirtualHost: {
    code: "HF3106",
    severity: "error",
    title: "A further host can't be served beside the site.",
    fix: "Give it a name, a host name and paths of its own, on the port of the site.",
  },
  nginxAuthority: {
    code: "HF3107",
    severity: "error",
    title: "NGINX can't verify the server behind a further host.",
    fix: "Give that server a certificate of an authority whose ca.crt is known.",
  },
} as const satisfies Record<string, ProblemKind>;
