import { makeBot } from "./account.mjs";
import { find } from "./http.mjs";

const PER_PAGE = 200;
const PAGE = `per_page=${PER_PAGE}`;

/** Objects of the server's own API, by kind. Each is found, made when missing, and changed where it differs. */
export const INTEGRATIONS = {
  team: async ({ team, displayName, open }, { api, say }) => {
    if (await find(api, `/api/v4/teams/name/${team}`)) return;
    await api("POST", "/api/v4/teams", { name: team, display_name: displayName, type: open ? "O" : "I" });
    say(`made the team ${team}`);
  },

  channel: async ({ channel, displayName, private: hidden }, { api, say }) => {
    const [team, name] = channel.split("/");
    const { id } = await api("GET", `/api/v4/teams/name/${team}`);
    if (await find(api, `/api/v4/teams/${id}/channels/name/${name}`)) return;
    const type = hidden ? "P" : "O";
    await api("POST", "/api/v4/channels", { team_id: id, name, display_name: displayName, type });
    say(`made the channel ${channel}`);
  },

  bot: async (step, context) => {
    const { api, say } = context;
    const { id } = await makeBot(context.local, { username: step.username, domain: context.domain });
    await context.memory.rememberMade(context.place, id, {
      method: "POST",
      path: `/api/v4/bots/${id}/disable`,
    });
    await differing(await api("GET", `/api/v4/bots/${id}`), {
      display_name: step.displayName,
      description: step.description,
    })((wanted) => api("PUT", `/api/v4/bots/${id}`, { username: step.username, ...wanted }), say);
    for (const team of step.teams) await join(api, "teams", (await teamOf(api, team)).id, id);
    for (const channel of step.channels) {
      const { id: channelId, team_id: teamId } = await channelOf(api, channel);
      await join(api, "teams", teamId, id);
      await join(api, "channels", channelId, id);
    }
    if (step.token) await botToken(step, id, context);
  },

  "incoming-webhook": async (step, context) => {
    const { id: channel_id, team_id } = await channelOf(context.api, step.channel);
    const hook = await ensure(context, {
      list: `/api/v4/hooks/incoming?team_id=${team_id}&${PAGE}`,
      isIt: (each) => each.display_name === step.displayName,
      name: `the incoming webhook ${step.displayName}`,
      owner: "user_id",
      wanted: {
        channel_id,
        display_name: step.displayName,
        description: step.description,
        channel_locked: step.locked,
        ...(step.username !== undefined && { username: step.username }),
      },
      create: "/api/v4/hooks/incoming",
      update: ({ id }) => `/api/v4/hooks/incoming/${id}`,
    });
    await context.output(step.url, `${step.base}/hooks/${hook.id}`);
  },

  "outgoing-webhook": async (step, context) => {
    const { id: team_id } = await teamOf(context.api, step.team);
    const channel = step.channel === undefined ? undefined : await channelOf(context.api, step.channel);
    const hook = await ensure(context, {
      list: `/api/v4/hooks/outgoing?team_id=${team_id}&${PAGE}`,
      isIt: (each) => each.display_name === step.displayName,
      name: `the outgoing webhook ${step.displayName}`,
      owner: "creator_id",
      wanted: {
        team_id,
        channel_id: channel?.id ?? "",
        display_name: step.displayName,
        description: step.description,
        trigger_words: step.triggerWords,
        trigger_when: step.triggerWhen === "starts-with" ? 1 : 0,
        callback_urls: step.callbackUrls,
        content_type: step.contentType,
      },
      create: "/api/v4/hooks/outgoing",
      update: ({ id }) => `/api/v4/hooks/outgoing/${id}`,
    });
    await context.output(step.token, hook.token);
  },

  command: async (step, context) => {
    const { id: team_id } = await teamOf(context.api, step.team);
    const command = await ensure(context, {
      list: `/api/v4/commands?team_id=${team_id}&custom_only=true`,
      isIt: (each) => each.trigger === step.trigger,
      name: `/${step.trigger}`,
      owner: "creator_id",
      wanted: {
        team_id,
        trigger: step.trigger,
        url: step.url,
        method: step.method === "GET" ? "G" : "P",
        display_name: step.displayName,
        description: step.description,
        auto_complete: step.autocomplete,
        auto_complete_desc: step.description,
        auto_complete_hint: step.autocompleteHint,
        ...(step.username !== undefined && { username: step.username }),
      },
      create: "/api/v4/commands",
      update: ({ id }) => `/api/v4/commands/${id}`,
    });
    await context.output(step.token, command.token);
  },

  "oauth-app": async (step, context) => {
    const app = await ensure(context, {
      list: `/api/v4/oauth/apps?${PAGE}`,
      isIt: (each) => each.name === step.name,
      name: `the OAuth application ${step.name}`,
      owner: "creator_id",
      wanted: {
        name: step.name,
        description: step.description,
        homepage: step.homepage,
        callback_urls: step.callbackUrls,
        is_trusted: step.trusted,
      },
      create: "/api/v4/oauth/apps",
      update: ({ id }) => `/api/v4/oauth/apps/${id}`,
    });
    const secret =
      app.client_secret || (await context.api("GET", `/api/v4/oauth/apps/${app.id}`)).client_secret;
    await context.output(step.clientId, app.id);
    await context.output(step.clientSecret, secret);
  },
};

/** The object that was made for this step, or that has its name; what belongs to a person is not taken over. */
async function ensure(context, { list, isIt, name, owner, wanted, create, update }) {
  const { api, me, memory, place, say } = context;
  const all = (await listed(api, list)).filter((each) => !(each.delete_at > 0));
  const there = all.find(({ id }) => id === memory.made(place)) ?? all.find(isIt);
  const object = there ?? (await api("POST", create, wanted));
  if (memory.made(place) !== object.id && (!there || there[owner] === me))
    await memory.rememberMade(place, object.id, { method: "DELETE", path: update(object) });
  if (!there) {
    say(`made ${name}`);
    return object;
  }
  if (there[owner] !== me) throw new Error(`${name} is there already and belongs to somebody else`);
  const changed = await differing(there, wanted)(
    (all) => api("PUT", update(there), { ...there, ...all }),
    say,
  );
  return changed ?? there;
}

/** All of a list, page by page where it has pages. */
async function listed(api, list) {
  if (!list.endsWith(PAGE)) return (await api("GET", list)) ?? [];
  const all = [];
  for (let page = 0; all.length === page * PER_PAGE; page++)
    all.push(...((await api("GET", `${list}&page=${page}`)) ?? []));
  return all;
}

/** Does something with what is wanted when any of it differs from what is there. */
function differing(there, wanted) {
  return async (change, say) => {
    const names = Object.keys(wanted).filter(
      (key) => JSON.stringify(there[key] ?? "") !== JSON.stringify(wanted[key]),
    );
    if (names.length === 0) return undefined;
    const changed = await change(wanted);
    say(`changed ${names.join(", ")}`);
    return changed;
  };
}

/** One token that works: the one in the Secret, or a new one; older ones of this step are taken back. */
async function botToken({ token: output, username }, bot, { api, local, output: put, stored, say }) {
  const description = `${output.secret}/${output.key}`;
  const tokens = (await api("GET", `/api/v4/users/${bot}/tokens?${PAGE}`)).filter(
    (each) => each.description === description,
  );
  const id = await stored(output.secret, `${output.key}-id`);
  if (
    id &&
    tokens.some((each) => each.id === id && each.is_active) &&
    (await stored(output.secret, output.key))
  )
    return;
  for (const { id: token_id } of tokens) await api("POST", "/api/v4/users/tokens/revoke", { token_id });
  const made = await local("POST", `/api/v4/users/${bot}/tokens`, { description });
  await put(output, made.token, { [`${output.key}-id`]: made.id });
  say(`made a token of ${username}`);
}

async function teamOf(api, team) {
  return (await find(api, `/api/v4/teams/name/${team}`)) ?? missing(`the team ${team}`);
}

async function channelOf(api, channel) {
  const [team, name] = channel.split("/");
  const { id } = await teamOf(api, team);
  return (await find(api, `/api/v4/teams/${id}/channels/name/${name}`)) ?? missing(`the channel ${channel}`);
}

async function join(api, kind, id, user_id) {
  const there = await find(api, `/api/v4/${kind}/${id}/members/${user_id}`);
  if (there && !(there.delete_at > 0)) return;
  const body = kind === "teams" ? { team_id: id, user_id } : { user_id };
  await api("POST", `/api/v4/${kind}/${id}/members`, body);
}

function missing(what) {
  throw new Error(`${what} is not there, and nobody declares it`);
}
