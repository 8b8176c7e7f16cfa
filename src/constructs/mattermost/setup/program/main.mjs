import { account, dismiss, endHelper } from "./account.mjs";
import { applyCollection, applyDocument } from "./documents.mjs";
import { client, patiently, readText } from "./http.mjs";
import { INTEGRATIONS } from "./integrations.mjs";
import { applyPlugin } from "./plugins.mjs";
import { applySamlCertificate } from "./saml.mjs";
import { memory, vault } from "./vault.mjs";

const KINDS = {
  ...INTEGRATIONS,
  document: applyDocument,
  collection: applyCollection,
  plugin: applyPlugin,
  "saml-certificate": applySamlCertificate,
};
const SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

const { env } = process;
const plan = JSON.parse(readText(env.PLAN));
const patience = { seconds: Number(env.PATIENCE_SECONDS ?? 300), tell: (error) => say(error.message) };

function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Brings the servers to what the plan says. Every step may be repeated; a run that died is finished by the next. */
async function run() {
  const api = env.KUBERNETES_API ?? `https://${env.KUBERNETES_SERVICE_HOST}:${env.KUBERNETES_SERVICE_PORT}`;
  const secrets = vault({
    api,
    namespace: plan.namespace,
    token: () => readText(env.KUBERNETES_TOKEN ?? `${SERVICE_ACCOUNT}/token`),
  });
  const remembered = await memory(secrets, plan.memory);
  const me = await account({ ...plan.account, socket: env.SOCKET, patience });
  const server = client({ base: plan.server, token: () => me.token });
  try {
    await patiently(() => server("GET", "/api/v4/users/me"), patience);
    for (const { name, steps } of plan.contributions) {
      for (const step of steps) {
        const place = `${name}/${step.id}`;
        const context = contextOf({ place, name, server, me, secrets, remembered });
        await patiently(() => apply(step, context), patience);
      }
    }
    await removeAbandoned(server, remembered);
  } finally {
    await dismiss(me, server);
  }
}

/** Takes back what was made for steps that are gone: a webhook that nobody declares is a door that nobody watches. */
async function removeAbandoned(server, remembered) {
  const places = plan.contributions.flatMap(({ name, steps }) => steps.map(({ id }) => `${name}/${id}`));
  for (const [place, { removal }] of remembered.abandoned(places)) {
    try {
      await patiently(() => server(removal.method, removal.path), patience);
    } catch (error) {
      if (error.status !== 404) throw error;
    }
    await remembered.forget(place);
    say(`${place}: removed, since it is not declared any more`);
  }
}

async function apply(step, context) {
  try {
    await KINDS[step.kind](step, context);
  } catch (error) {
    error.message = `${context.place}: ${error.message}`;
    throw error;
  }
}

function contextOf({ place, name, server, me, secrets, remembered }) {
  return {
    place,
    api: server,
    local: me.local,
    me: me.id,
    domain: plan.account.domain,
    memory: remembered,
    secretOf: (secret) => readText(`${env.SECRETS}/${plan.secrets[`${name}/${secret}`]}`),
    stored: (secret, key) => secrets.read(secret, key),
    output: (to, value, more = {}) => secrets.write(to.secret, { [to.key]: value, ...more }),
    say: (text) => say(`${place}: ${text}`),
  };
}

try {
  await run();
  say("done");
  if (env.HELPER_MARK) endHelper(env.HELPER_MARK);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
