import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { HttpError, client, find, patiently } from "./http.mjs";

const TOKEN_MINUTES = 60;
const TOKEN_DESCRIPTION = "setup, ends with its run";

const SECOND = "holdfast-setup-second";

/** Nobody has this id. A bot that owns itself, as one made of an account does, sends the server into a loop for ever
 * when somebody disables it: it disables the bots of a disabled owner. */
const NOBODY = "holdfastsetup0000000000000";

/**
 * The account of this program: a bot, so it has no password, needs no second factor, takes no seat and is nobody's
 * first administrator. It acts with a token that lives as long as the run. Both are made at the socket of a helper: a
 * server beside this program that listens to nobody else.
 */
export async function account({ socket, username, domain, patience }) {
  const local = client({ socket });
  const bot = await patiently(async () => {
    if (!existsSync(socket)) throw new HttpError(`socket ${socket}`, 0, "not there yet");
    await local("GET", "/api/v4/bots?per_page=1");
    await dismissSecond(local, domain);
    return makeBot(local, { username, domain });
  }, patience);
  await local("PUT", `/api/v4/users/${bot.id}/roles`, { roles: "system_user system_admin" });
  // A run that was killed leaves its token behind.
  await revokeAll(local, bot.id);
  const { token } = await local("POST", `/api/v4/users/${bot.id}/tokens`, {
    description: TOKEN_DESCRIPTION,
    expires_at: Date.now() + TOKEN_MINUTES * 60_000,
  });
  return { id: bot.id, token, local };
}

/** Takes the token back, at the servers that may have it in their caches, or at the helper when they are silent. */
export async function dismiss({ id, local }, api) {
  try {
    await revokeAll(api, id);
  } catch {
    await revokeAll(local, id);
  }
}

/** An account of that name which is a bot, made when there is none. */
export async function makeBot(local, { username, domain }) {
  const existing = await find(local, `/api/v4/users/username/${username}`);
  const unfinished = existing?.email === `${username}@${domain}` && existing.auth_service === "";
  if (existing && !existing.is_bot && !unfinished)
    throw new Error(`the account ${username} is a person's, not a bot`);
  // Bots can't make bots, so an account is made and turned into one.
  const user = existing ?? (await local("POST", "/api/v4/users", newUser(username, domain)));
  if (!user.is_bot) {
    if (user.roles.includes("system_admin")) await demote(local, user.id, domain);
    await local("POST", `/api/v4/users/${user.id}/convert_to_bot`);
  }
  const bot = await local("GET", `/api/v4/bots/${user.id}?include_deleted=true`);
  if (bot.owner_id === user.id) await local("POST", `/api/v4/bots/${user.id}/assign/${NOBODY}`);
  if (bot.delete_at > 0) await local("POST", `/api/v4/bots/${user.id}/enable`);
  return { ...user, is_bot: true };
}

/** A run that was killed may leave it behind: an administrator whom the server takes for its first person. */
async function dismissSecond(local, domain) {
  const left = await find(local, `/api/v4/users/username/${SECOND}`);
  if (left?.email === `${SECOND}@${domain}`) await local("DELETE", `/api/v4/users/${left.id}?permanent=true`);
}

/**
 * As long as a server knows no people, each new account becomes its administrator, and the last one can't be demoted;
 * bots don't count. So a second one is there for a moment.
 */
async function demote(local, id, domain) {
  const second = await local("POST", "/api/v4/users", newUser(SECOND, domain));
  await local("PUT", `/api/v4/users/${second.id}/roles`, { roles: "system_user system_admin" });
  await local("PUT", `/api/v4/users/${id}/roles`, { roles: "system_user" });
  await local("DELETE", `/api/v4/users/${second.id}?permanent=true`);
}

/** Nobody ever learns its password. */
function newUser(username, domain) {
  return {
    username,
    email: `${username}@${domain}`,
    password: `${randomBytes(24).toString("base64url")}Aa1!`,
    disable_welcome_email: true,
  };
}

/** Ends the helper, whose environment has the given mark; the pod is done when all its programs are. */
export function endHelper(mark) {
  for (const id of readdirSync("/proc").filter(
    (name) => /^\d+$/.test(name) && name !== String(process.pid),
  )) {
    try {
      const environment = readFileSync(`/proc/${id}/environ`, "utf8").split("\0");
      if (environment.includes(`HOLDFAST_HELPER=${mark}`)) process.kill(Number(id), "SIGTERM");
    } catch {
      // Gone, or not ours.
    }
  }
}

async function revokeAll(api, id) {
  const tokens = await api("GET", `/api/v4/users/${id}/tokens?per_page=200`);
  // The one in use goes last.
  const ours = tokens.filter(({ description }) => description === TOKEN_DESCRIPTION);
  for (const { id: token_id } of ours) await api("POST", "/api/v4/users/tokens/revoke", { token_id });
}
