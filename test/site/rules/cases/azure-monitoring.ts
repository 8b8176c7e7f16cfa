import { all, settings, type Change, type RuleCase } from "../sites";
import { cloud } from "./azure";

const monitored: Change = ({ azure }) => {
  azure!.monitoring = {};
};
const government: Change = (spec) => {
  spec.substrate = "azure-government";
  spec.azure!.region = "usgovvirginia";
};
const cache = (RedisAddress: string): Change =>
  settings({ CacheSettings: { CacheType: "redis", RedisAddress, RedisDB: 0 } });

export const AZURE_MONITORING_CASES: readonly RuleCase[] = [
  {
    code: "HF2448",
    what: "Azure's Prometheus in Azure Government",
    breaks: all(cloud, government, monitored),
    keeps: all(cloud, monitored),
    paths: ["azure.monitoring"],
    shows: "Azure Government",
  },
  ...[
    "osprey.swedencentral.redis.azure.net:10000",
    "osprey.redis.cache.windows.net:6380",
    "osprey.redis.cache.usgovcloudapi.net:6380",
    "osprey.eastus.redisenterprise.cache.azure.net:10000",
  ].map((address) => ({
    code: "HF2449",
    what: `a cache at ${address}`,
    breaks: cache(address),
    keeps: cache("valkey.cache.svc:6379"),
    paths: ["mattermost.settings.CacheSettings.RedisAddress"],
    shows: address.slice(0, 20),
  })),
];
