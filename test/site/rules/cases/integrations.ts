import type { SiteSpec } from "../../../../src/site/spec";
import type { RuleCase } from "../sites";

type Integrations = NonNullable<SiteSpec["integrations"]>;

const digest = `@sha256:${"a".repeat(64)}`;
const service = {
  name: "weather",
  image: `registry.outpost-kestrel.example/weather:1.0.0${digest}`,
  port: 8080,
};

function has(integrations: Integrations): RuleCase["breaks"] {
  return (spec) => {
    spec.integrations = { services: [service], ...integrations };
  };
}

const command = (more: object): Integrations => ({
  commands: [{ trigger: "weather", team: "ops", service: "weather", ...more }],
});

export const INTEGRATION_CASES: readonly RuleCase[] = [
  {
    code: "HF2650",
    what: "a callback to nowhere",
    breaks: has(command({ service: undefined })),
    keeps: has(command({})),
    paths: ["integrations.commands[0]"],
    shows: "absent",
  },
  {
    code: "HF2651",
    what: "a callback to an unknown service",
    breaks: has(command({ service: "wether" })),
    keeps: has(command({})),
    paths: ["integrations.commands[0].service"],
    shows: "wether",
  },
  {
    code: "HF2652",
    what: "one trigger in two teams",
    breaks: has({
      commands: [
        { trigger: "weather", team: "ops", service: "weather" },
        { trigger: "weather", team: "staff", service: "weather" },
      ],
    }),
    keeps: has(command({})),
    paths: ["integrations.commands[1].trigger"],
    shows: "integration-command-weather",
  },
  {
    code: "HF2653",
    what: "the server's own word, and a name of its own",
    breaks: has({ ...command({ trigger: "join" }), bots: [{ username: "system" }] }),
    keeps: has({ ...command({}), bots: [{ username: "weather" }] }),
    paths: ["integrations.commands[0].trigger", "integrations.bots[0].username"],
    shows: "join",
  },
  {
    code: "HF2654",
    what: "a callback to the internet from a disconnected site",
    breaks: has(command({ service: undefined, url: "https://hooks.vendor.example/x" })),
    keeps: has(command({ service: undefined, url: "https://hooks.outpost-kestrel.example/x" })),
    paths: ["integrations.commands[0].url"],
    shows: "hooks.vendor.example",
  },
  {
    code: "HF2655",
    what: "plain HTTP",
    breaks: has(command({ service: undefined, url: "http://hooks.outpost-kestrel.example/x" })),
    keeps: has(command({ service: undefined, url: "https://hooks.outpost-kestrel.example/x" })),
    paths: ["integrations.commands[0].url"],
    shows: "http://hooks",
  },
  {
    code: "HF2656",
    what: "an image of a public registry at a disconnected site",
    breaks: has({ services: [{ ...service, image: `docker.io/field/weather:1.0.0${digest}` }] }),
    keeps: has({}),
    paths: ["integrations.services[0].image"],
    shows: "docker.io",
  },
  {
    code: "HF2657",
    what: "an image without digest",
    breaks: has({ services: [{ ...service, image: "registry.outpost-kestrel.example/weather:1.0.0" }] }),
    keeps: has({}),
    paths: ["integrations.services[0].image"],
    shows: "weather:1.0.0",
  },
];
