import { Integrations } from "../../../../src/constructs/mattermost/integrations/integrations";
import { ProblemError } from "../../../../src/errors/problem";
import { problemCodes } from "../../../support/synth";
import { environmentOf, world } from "../world";

/** A server with one slash command that goes to an address. */
function commandTo(url: string) {
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
        { trigger: "weather", team: "ops", description: "", hint: "", target: { kind: "url", url } },
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

test("only what is declared is switched on", () => {
  const env = environmentOf(commandTo("https://weather.outpost.example/hook"));
  expect(env.MM_SERVICESETTINGS_ENABLEINCOMINGWEBHOOKS).toBe("false");
  expect(env.MM_SERVICESETTINGS_ENABLEOAUTHSERVICEPROVIDER).toBe("false");
  expect(env.MM_SERVICESETTINGS_ENABLECOMMANDS).toBe("true");
});
