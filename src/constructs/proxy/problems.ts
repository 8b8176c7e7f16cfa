import type { ProblemKind } from "../../errors/catalogue";

const NGINX_HOST: ProblemKind = {
  code: "HF3101",
  severity: "error",
  title: "A name or address for NGINX is not one",
  fix: "write a DNS name or an IP address, where it says so with a port, and nothing else",
};

const NGINX_NETWORK: ProblemKind = {
  code: "HF3102",
  severity: "error",
  title: "A network for NGINX is not one",
  fix: "write an address with a prefix length, e.g. 10.20.0.0/16",
};

const NGINX_PATH: ProblemKind = {
  code: "HF3103",
  severity: "error",
  title: "A file path for NGINX holds characters that have a meaning in its configuration",
  fix: "use an absolute path of letters, digits, '.', '_', '-' and '/'",
};

const NGINX_NUMBER: ProblemKind = {
  code: "HF3104",
  severity: "error",
  title: "A number for NGINX is out of range",
  fix: "use a whole number within the range",
};

const NGINX_SITE_URL: ProblemKind = {
  code: "HF3105",
  severity: "error",
  title: "The site URL can't be served by NGINX",
  fix: "use https://, a host name, and at most a port and a plain path",
};

/** What can be wrong with the proxy's props. */
export const PROXY_PROBLEMS = {
  NGINX_HOST,
  NGINX_NETWORK,
  NGINX_PATH,
  NGINX_NUMBER,
  NGINX_SITE_URL,
} as const;
