import type { RuleCase } from "../sites";

const url =
  (siteUrl: string): RuleCase["breaks"] =>
  ({ mattermost }) => {
    mattermost.siteUrl = siteUrl;
  };
const paths = ["mattermost.siteUrl"];

export const IDENTITY_CASES: readonly RuleCase[] = [
  {
    code: "HF2001",
    what: "31 bytes in 16 characters",
    breaks: (spec) => (spec.displayName = `x${"ü".repeat(15)}`),
    keeps: (spec) => (spec.displayName = "ü".repeat(15)),
    paths: ["displayName"],
    shows: "31 bytes",
  },
  {
    code: "HF2002",
    what: "no time source",
    breaks: (spec) => (spec.timeSources = []),
    paths: ["timeSources"],
    shows: "0 entries",
  },
  {
    code: "HF2003",
    what: "plain HTTP",
    breaks: url("http://chat.example"),
    paths,
    shows: "http://chat.example",
  },
  { code: "HF2004", what: "a path", breaks: url("https://chat.example/team/"), paths, shows: "/team/" },
  {
    code: "HF2005",
    what: "a slash at the end",
    breaks: url("https://chat.example/"),
    keeps: url("https://chat.example:8443"),
    paths,
    shows: "https://chat.example/",
  },
  {
    code: "HF2006",
    what: "a query",
    breaks: url("https://chat.example?x=1"),
    paths,
    shows: "chat.example?x=1",
  },
  {
    code: "HF2006",
    what: "a user",
    breaks: url("https://admin:pw@chat.example"),
    paths,
    shows: "//(hidden)@chat",
  },
  { code: "HF2007", what: "localhost", breaks: url("https://localhost:8443"), paths, shows: "localhost" },
  {
    code: "HF2008",
    what: "a label of Kubernetes",
    breaks: (spec) => (spec.labels = { "app.kubernetes.io/name": "chat" }),
    keeps: (spec) => (spec.labels = { "example.com/name": "chat", team: "signals" }),
    paths: ["labels.app.kubernetes.io/name"],
    shows: "app.kubernetes.io/name",
  },
  {
    code: "HF2009",
    what: "the name of a namespace",
    breaks: (spec) => (spec.name = "kube-system"),
    paths: ["name"],
    shows: "kube-system",
  },
  {
    code: "HF2090",
    what: "an accepted code that no rule has",
    breaks: (spec) => (spec.accept = [{ code: "HF2999", reason: "we never saw it" }]),
    keeps: (spec) => (spec.accept = [{ code: "HF2002", reason: "the radio sets the time" }]),
    paths: ["accept[0].code"],
    shows: "HF2999",
  },
  {
    code: "HF2091",
    what: "an accepted error",
    breaks: (spec) => (spec.accept = [{ code: "HF2101", reason: "the licence is on its way" }]),
    keeps: (spec) => (spec.accept = [{ code: "HF2002", reason: "the radio sets the time" }]),
    paths: ["accept[0].code"],
    shows: "HF2101",
  },
];
