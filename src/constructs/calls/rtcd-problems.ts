import type { ProblemKind } from "../../errors/catalogue";

const SOURCE = "rtcd v1.2.6, service/rtc/config.go and service/auth/service.go";

/** Kinds of problems with media routers and TURN servers. */
export const MEDIA_PROBLEMS = {
  perRouter: {
    code: "HF3760",
    severity: "error",
    title: "There isn't exactly one way in for each media router.",
    fix: "Give as many ports or addresses as there are routers; a call lives on one router, so they can't share one.",
    reference: SOURCE,
  },
  mediaAddress: {
    code: "HF3761",
    severity: "error",
    title: "What devices would be told is no IPv4 address.",
    fix: "Give the address itself; a name would be asked for at each call, and its port can't be replaced.",
    reference: SOURCE,
  },
  mediaPort: {
    code: "HF3762",
    severity: "error",
    title: "A media port is one that the router, or Kubernetes, refuses.",
    fix: "Choose a free port of the range.",
    reference: SOURCE,
  },
  routerValue: {
    code: "HF3763",
    severity: "error",
    title: "A value would stop the media router at its start.",
    fix: "Choose a value that it takes.",
    reference: SOURCE,
  },
  turnMissing: {
    code: "HF3764",
    severity: "error",
    title: "Devices are to reach the routers by a TURN server alone, and there is none.",
    fix: "Give a TURN server, or choose another way in.",
  },
  routerUrl: {
    code: "HF3765",
    severity: "error",
    title: "The address of a media router lacks what the Calls plugin needs.",
    fix: "Give http:// or https://, a host name or IPv4 address, and the port.",
    reference: "Calls plugin, server/rtcd.go",
  },
  turnValue: {
    code: "HF3770",
    severity: "error",
    title: "The TURN server would be open too far, or not at all.",
    fix: "Choose a value of the range.",
    reference: "coturn 4.18.0, README.turnserver",
  },
} as const satisfies Record<string, ProblemKind>;
