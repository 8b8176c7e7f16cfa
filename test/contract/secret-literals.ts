import { list, podsOf, resourcesOf, textsOf, type Json } from "../support/terraform-json";
import { evaluated } from "./releases";

const SECRET_NAME =
  /(PASSWORD|PASSWD|SECRET|TOKEN|PRIVATE_?KEY|ACCESS_?KEY|ENCRYPTKEY|SALT|CREDENTIAL|LICENSE)(ID)?$/i;

/** What looks like a secret in a stack's output, one line each; the value itself is not repeated. */
export function secretLiterals(stack: Json): readonly string[] {
  return [...secretVariables(stack), ...secretData(stack), ...secretTexts(stack)];
}

/** Variables whose name promises a secret must take it by reference. */
function secretVariables(stack: Json): readonly string[] {
  return podsOf(stack).flatMap(({ owner, containers }) =>
    containers.flatMap((container) =>
      list(container.env)
        .filter(({ name, value }) => SECRET_NAME.test(String(name)) && isLiteral(value))
        .map(({ name }) => `${owner}: ${String(name)} is written out`),
    ),
  );
}

/** Nothing in `data`; in `data_wo`, what promises a secret is drawn at apply time. */
function secretData(stack: Json): readonly string[] {
  return resourcesOf(stack)
    .filter(({ type }) => type === "kubernetes_secret_v1")
    .flatMap(({ id, body }) => [
      ...["data", "binary_data", "string_data"]
        .filter((key) => key in body)
        .map((key) => `${id}: has ${key}`),
      ...Object.entries((body.data_wo ?? {}) as Record<string, string>)
        .filter(
          ([key, value]) =>
            SECRET_NAME.test(key.replaceAll(/[-.]/g, "_")) && !/^\$\{(substr\()?ephemeral\./.test(value),
        )
        .map(([key]) => `${id}: ${key} is written out`),
    ]);
}

function isLiteral(value: unknown): boolean {
  return (
    typeof value === "string" &&
    value !== "" &&
    !/^\$\([A-Z0-9_]+\)$/.test(value) &&
    !/^(true|false|\d+)$/.test(value)
  );
}

const PATTERNS: readonly (readonly [string, RegExp])[] = [
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["a password in an address", /[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:(?!\$\()[^\s/:@]+@/i],
  ["an access key", /\b(AKIA|ASIA)[A-Z0-9]{16}\b/],
  [
    "a token",
    /\b(eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}|gh[pousr]_[A-Za-z0-9]{30,}|xox[abp]-[A-Za-z0-9-]{20,})/,
  ],
  ["a password in a text", /\b(password|passwd|secret_?key)\b\s*[=:]\s*["']?(?!\$[({])[A-Za-z0-9+/]{12,}/i],
];

function secretTexts(stack: Json): readonly string[] {
  return textsOf(stack).flatMap(({ path, text }) => {
    const value = evaluated(text);
    const found = PATTERNS.filter(([, pattern]) => pattern.test(value)).map(([name]) => `${path}: ${name}`);
    return isRandom(path, value) ? [...found, `${path}: a random text`] : found;
  });
}

/**
 * Long, without words, upper and lower case and digits mixed; cdktf's ids, the hash of the configuration and public keys
 * of SSH are let be.
 */
function isRandom(path: string, text: string): boolean {
  if (/config-hash$|\/\/\.metadata\./.test(path) || /^(ssh|ecdsa)-\S+ AAAA/.test(text)) return false;
  return [...text.matchAll(/(?<![A-Za-z0-9+/_.:-])[A-Za-z0-9+/_-]{28,}={0,2}(?![A-Za-z0-9+/_.:-])/g)].some(
    ([word]) => {
      const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(word)).length;
      const changes = Array.from(word).filter(
        (char, index) => /\d/.test(char) !== /\d/.test(word[index - 1] ?? char),
      ).length;
      return kinds === 3 && changes >= 6 && !word.startsWith("/");
    },
  );
}
