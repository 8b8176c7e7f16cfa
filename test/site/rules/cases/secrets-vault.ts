import type { SiteSpec } from "../../../../src/site/spec";
import { all, type Change, type RuleCase } from "../sites";
import { cloud } from "./azure";

type FromVault = NonNullable<NonNullable<SiteSpec["secrets"]>["keyVault"]>["secrets"];

const vault =
  (secrets: FromVault): Change =>
  (spec) => {
    spec.secrets = { keyVault: { secrets } };
  };
const licence = vault({ "mattermost-licence": { keys: { license: "mattermost-licence" } } });
const licenceKey: Change = ({ mattermost }) => {
  mattermost.licence = { secret: "mattermost-licence", key: "license", tier: "enterprise" };
};
const isolated: Change = ({ azure }) => {
  azure!.kubernetes.egress = "isolated";
};

export const VAULT_SECRET_CASES: readonly RuleCase[] = [
  {
    code: "HF2440",
    what: "a vault without a subscription",
    breaks: licence,
    keeps: all(cloud, licence),
    paths: ["secrets.keyVault"],
    shows: "the section azure is absent",
  },
  {
    code: "HF2441",
    what: "a vault that an isolated cluster can't sign in at",
    breaks: all(cloud, licence, isolated),
    keeps: all(cloud, licence),
    paths: ["secrets.keyVault"],
    shows: "isolated",
  },
  {
    code: "HF2442",
    what: "a Secret from the vault with a misspelt name",
    breaks: all(cloud, vault({ "mattermost-license": { keys: { license: "mattermost-licence" } } })),
    keeps: all(cloud, licence),
    paths: ["secrets.keyVault.secrets.mattermost-license"],
    shows: "mattermost-license",
  },
  {
    code: "HF2443",
    what: "a Secret from the vault without the key that is read",
    breaks: all(
      cloud,
      licenceKey,
      vault({ "mattermost-licence": { keys: { licence: "mattermost-licence" } } }),
    ),
    keeps: all(cloud, licenceKey, licence),
    paths: ["secrets.keyVault.secrets.mattermost-licence"],
    shows: "reads license",
  },
];
