import { bucketPolicy } from "./bucket-policy";

/** Where the pod of the setup job has its files. */
export const SETUP_PATHS = { files: "/setup", client: "/client" } as const;

/** Name under which the client knows the store; its address and root credentials come in `MC_HOST_store`. */
export const CLIENT_ALIAS = "store";

/** Script and policy that make a bucket and its user. */
export function setupFiles(bucket: string): Readonly<Record<string, string>> {
  return {
    "policy.json": `${JSON.stringify(bucketPolicy(bucket), undefined, 2)}\n`,
    "setup.sh": setupScript(bucket),
  };
}

/**
 * Safe to run again: every step ends the same whether its object was there or not. The user's keys go through standard
 * input, so that no secret stands in a process list.
 */
function setupScript(bucket: string): string {
  const policy = `${bucket}-user`;
  return `#!/bin/sh
set -eu
client=$(command -v mc || command -v mcli)
run() { "$client" --config-dir ${SETUP_PATHS.client} "$@"; }

run ready ${CLIENT_ALIAS}
run mb --ignore-existing ${CLIENT_ALIAS}/${bucket}
run admin policy create ${CLIENT_ALIAS} ${policy} ${SETUP_PATHS.files}/policy.json
printf '%s\\n%s\\n' "$USER_ACCESS_KEY" "$USER_SECRET_KEY" | run admin user add ${CLIENT_ALIAS}
run admin policy attach ${CLIENT_ALIAS} ${policy} --user "$USER_ACCESS_KEY"
`;
}
