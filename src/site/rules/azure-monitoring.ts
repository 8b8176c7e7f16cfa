import { AZURE_CLOUDS } from "../../catalog/azure-clouds";
import { inAzure } from "./azure-read";
import { hostOf } from "../addresses";
import { settingPath, shown, writtenSetting } from "./read";
import { rules } from "./rule";

const MONITORING = "azure.monitoring";
const REDIS_ADDRESS = "CacheSettings.RedisAddress";

/** Where Azure's Redis is, of every kind: Managed Redis, Redis Enterprise and Cache for Redis. */
const AZURE_REDIS =
  /\.(redis|redisenterprise\.cache)\.azure\.net$|\.redis\.cache\.(windows|usgovcloudapi)\.net$/;

/** Rules on what Azure could run beside the cluster: metrics, and a cache. */
export const AZURE_MONITORING_RULES = rules(
  {
    code: "HF2448",
    severity: "error",
    title: "Azure's Prometheus and Grafana have no private address in this cloud that is known.",
    fix: "remove azure.monitoring, and let a Prometheus in the cluster read the metrics",
    reference:
      "Azure documentation, private DNS zones of private endpoints: none of either in Azure Government",
    find: inAzure(({ cloud, monitoring }) => {
      const { privateLinkZones, title } = AZURE_CLOUDS[cloud];
      if (monitoring === undefined || privateLinkZones.prometheus !== undefined) return [];
      return [
        {
          path: MONITORING,
          message: `${MONITORING} is asked for in ${title}`,
          expected: "a cloud with private endpoints for both",
        },
      ];
    }),
  },
  {
    code: "HF2449",
    severity: "error",
    title: "Azure's Redis wants TLS, and Mattermost's servers speak none to a cache.",
    fix: "run Valkey or Redis in the cluster, or leave the cache to the servers: CacheSettings.CacheType lru",
    reference:
      "Mattermost server 11.10.0, platform/services/cache: address, password and number only, no TLS; Azure Managed Redis documentation: encrypted on port 10000",
    path: settingPath(REDIS_ADDRESS),
    when: (site) => {
      const address = writtenSetting(site, REDIS_ADDRESS);
      return typeof address === "string" && AZURE_REDIS.test(hostOf(address));
    },
    message: (site) => `${REDIS_ADDRESS} is ${shown(writtenSetting(site, REDIS_ADDRESS))}`,
    expected: "an address inside the cluster",
  },
);
