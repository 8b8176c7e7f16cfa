import { Integrations } from "../../../../src/constructs/mattermost/integrations/integrations";
import { ProblemError } from "../../../../src/errors/problem";
import { firewallMatrix } from "../../../../src/reports/firewall-matrix";
import { problemCodes } from "../../../support/synth";
import { environmentOf, world } from "../world";

/** A server with one slash command that goes to an address. */
function commandTo(url: string, privateAddress?: boolean) {
  const scene = world();
  const namespace = scene.props.namespace;
  scene.server.addFeature(
    new Integrations(scene.stack, "Integrations", {
      namespace,
      teams: [],
      channels: [],
      bots: [],
      incomingWebhooks: [],
      outgoingWebhooks: [],
      oauthApps: [],
      commands: [
        {
          trigger: "weather",
          team: "ops",
          description: "",
          hint: "",
          target: { kind: "url", url, privateAddress },
        },
      ],
    }),
  );
  return scene;
}

test.each([
  ["https://weather.outpost.example/hook", []],
  ["http://weather.outpost.example:8080", []],
  ["weather", ["HF3850"]],
  ["ftp://weather.outpost.example", ["HF3850"]],
  ["https://bot:hunter2@weather.outpost.example", ["HF3850"]],
  ["", ["HF3850"]],
])("a command that calls %p", (url, codes) => {
  expect(problemCodes(() => commandTo(url))).toEqual(codes);
});

test("a refused address is shown without its password", () => {
  try {
    commandTo("https://bot:hunter2@weather.outpost.example");
  } catch (error) {
    expect((error as ProblemError).problems[0]?.message).toContain("//(hidden)@weather.outpost.example");
    expect((error as ProblemError).message).not.toContain("hunter2");
  }
  expect.assertions(2);
});

const PRIVATE_HOSTS = "MM_SERVICESETTINGS_ALLOWEDUNTRUSTEDINTERNALCONNECTIONS";

test.each([
  ["https://weather.outpost.example/hook", true, "weather.outpost.example", "weather.outpost.example 443"],
  ["http://10.9.0.7:8080/hook", true, "10.9.0.7", "10.9.0.7 8080"],
  ["https://weather.example/hook", false, "", "weather.example 443"],
  ["https://weather.example/hook", undefined, "", "weather.example 443"],
])("%s with a private address %p", (url, privateAddress, hosts, row) => {
  const scene = commandTo(url, privateAddress);
  expect(environmentOf(scene)[PRIVATE_HOSTS] ?? "").toBe(hosts);
  const rows = firewallMatrix(scene.stack).map(({ from, to, port }) => `${from}: ${to} ${port}`);
  expect(rows).toContain(`mattermost: ${row}`);
});

test("only what is declared is switched on", () => {
  const env = environmentOf(commandTo("https://weather.outpost.example/hook"));
  expect(env.MM_SERVICESETTINGS_ENABLEINCOMINGWEBHOOKS).toBe("false");
  expect(env.MM_SERVICESETTINGS_ENABLEOAUTHSERVICEPROVIDER).toBe("false");
  expect(env.MM_SERVICESETTINGS_ENABLECOMMANDS).toBe("true");
});
