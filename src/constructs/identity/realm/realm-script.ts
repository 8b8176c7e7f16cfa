import { placeholder } from "./names";
import { realmSteps } from "./realm-steps";
import type { Realm } from "./representation";

/** Where the pod that applies a realm has its files. */
export const REALM_PATHS = { files: "/realm", authority: "/authority", work: "/tmp" } as const;

export interface RealmScriptOptions {
  readonly realm: Realm;
  /** Variables whose values replace their placeholders. */
  readonly secrets: readonly string[];
  /** Address of Keycloak, without a slash at the end. */
  readonly server: string;
  /** Where administrators sign in. @default - at the address that people type */
  readonly adminUrl?: string;
  /** Whether the server's authority is a private one, in `REALM_PATHS.authority`. */
  readonly privateAuthority: boolean;
}

/** Script and documents that apply a realm with Keycloak's own command line, `kcadm.sh`. */
export function realmFiles(options: RealmScriptOptions): Readonly<Record<string, string>> {
  const steps = realmSteps(options.realm);
  const documents = steps.map(({ body }, index) => [`${stepName(index)}.json`, text(body)] as const);
  return {
    "realm.json": text(options.realm),
    "master.json": text(master(options.adminUrl)),
    ...Object.fromEntries(documents),
    "steps.txt": steps
      .map(({ at, createAt, updates, clearChildren, listedAs }, index) =>
        [
          stepName(index),
          updates ? "update" : "keep",
          at === "" ? "-" : at,
          createAt ?? "-",
          (clearChildren ?? false) ? "clear" : "-",
          // Last, for it may hold spaces.
          listedAs ?? "-",
        ].join(" "),
      )
      .join("\n")
      .concat("\n"),
    "apply.sh": applyScript(options),
  };
}

/** What the realm of the administrators gets, too. An empty address is none. */
function master(adminUrl = ""): object {
  return {
    bruteForceProtected: true,
    eventsEnabled: true,
    adminEventsEnabled: true,
    adminEventsDetailsEnabled: true,
    attributes: { frontendUrl: adminUrl },
  };
}

function stepName(index: number): string {
  return `step-${String(index).padStart(3, "0")}`;
}

function text(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/**
 * A realm that is missing is made whole, in one transaction; one that exists is brought up to date step by step.
 * Passwords come by the environment and the filled-in documents lie in memory, so none is in a process list or on a
 * disk. Only bash and kcadm.sh: the image has nothing else.
 */
function applyScript({ realm, secrets, server, privateAuthority }: RealmScriptOptions): string {
  return `#!/bin/bash
set -euo pipefail
umask 077
realm='${realm.realm}'
files=${REALM_PATHS.files}
work=${REALM_PATHS.work}
kcadm=/opt/keycloak/bin/kcadm.sh

run() { local command=$1; shift; "$kcadm" "$command" "$@" --config "$work/kcadm.config"; }

# Puts the secrets where their placeholders stand, as JSON text.
fill() {
  local content name value
  content=$(<"$files/$1")
${secrets.map(fillLine).join("\n")}
  printf '%s\\n' "$content" > "$work/$1"
}

# 0: it is there, 1: it is not; anything else ends the script.
exists() {
  local answer
  if answer=$(run get "$1" "\${@:2}" --fields id 2>&1); then return 0; fi
  case $answer in
    *"Resource not found"*|*"404"*|*"not find"*|*"not exist"*) return 1 ;;
  esac
  printf 'asking for %s: %s\\n' "$1" "$answer" >&2
  exit 1
}

# 0: the list holds the value, or, without one, the object is there.
listed() {
  [ "$2" != - ] || { exists "$1" -r "$realm"; return; }
  local list
  list=$(run get "$1" -r "$realm")
  [[ $list == *': "'"$2"'"'* ]]
}

${privateAuthority ? trustLines() : ""}# The password comes in KC_CLI_PASSWORD.
run config credentials --server '${server}' --realm master --user "$ADMIN_USERNAME"
run update realms/master -m -f "$files/master.json"

if ! exists "realms/$realm"; then
  fill realm.json
  run create realms -f "$work/realm.json"
  echo "made the realm $realm"
  exit 0
fi

while read -r step mode at create children name; do
  fill "$step.json"
  if [ "$at" = - ]; then
    run update "realms/$realm" -m -f "$work/$step.json"
  elif [ "$create" = - ] || listed "$at" "$name"; then
    [ "$mode" = keep ] || run update "$at" -r "$realm" -f "$work/$step.json"
  else
    run create "$create" -r "$realm" -f "$work/$step.json"
    if [ "$children" = clear ]; then
      for child in $(run get components -r "$realm" -q "parent=\${at##*/}" --fields id --format csv --noquotes); do
        run delete "components/$child" -r "$realm"
      done
    fi
  fi
done < "$files/steps.txt"
echo "brought the realm $realm up to date"
`;
}

/** Variable of the pod with the value that replaces a placeholder; no program takes it for a setting of its own. */
export function realmVariable(secret: string): string {
  return `REALM_${secret}`;
}

function fillLine(variable: string): string {
  return `  value=\${${realmVariable(variable)}//\\\\/\\\\\\\\}
  value=\${value//\\"/\\\\\\"}
  content=\${content//'${placeholder(variable)}'/"$value"}`;
}

/** kcadm.sh reads Java's own stores only. The store holds no secret, so its password is none. */
function trustLines(): string {
  return `java=$(readlink -f "$(command -v "\${JAVA_HOME:+$JAVA_HOME/bin/}java")")
"\${java%/*}/keytool" -importcert -noprompt -alias authority -file ${REALM_PATHS.authority}/ca.crt \\
  -keystore "$work/authority.p12" -storetype PKCS12 -storepass authority > /dev/null 2>&1
run config truststore --trustpass authority "$work/authority.p12"
`;
}
