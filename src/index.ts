// The public library, one name a line group: constructs first, then the site, then data.

export { describeCluster, type Cluster } from "./constructs/kubernetes/cluster";
export { Chart, type ChartLocation, type ChartProps } from "./constructs/kubernetes/chart";
export { ConfigFiles, type ConfigFilesProps } from "./constructs/kubernetes/config-files";
export {
  Connections,
  type Connection,
  type ConnectionsProps,
  type IConnectable,
  type IConnections,
  type PodSelector,
  type Port,
} from "./constructs/kubernetes/connections";
export type { ClaimTemplate, Controller } from "./constructs/kubernetes/controller";
export {
  CustomResources,
  type CustomResourcesProps,
  type Manifest,
} from "./constructs/kubernetes/custom-resources";
export { enforceDependencies } from "./constructs/kubernetes/dependencies";
export { kubernetesApi } from "./constructs/kubernetes/kubernetes-api";
export {
  Namespace,
  type INamespace,
  type NamespaceProps,
  type PodSecurityLevel,
} from "./constructs/kubernetes/namespace";
export type {
  ContainerProps,
  ContainerResources,
  EnvValue,
  Mount,
  PodProps,
  PodUser,
  Probe,
  Volume,
  Weakening,
} from "./constructs/kubernetes/pod";
export {
  GeneratedSecret,
  Secret,
  type GeneratedSecretProps,
  type ISecret,
  type SecretField,
  type SecretKey,
} from "./constructs/kubernetes/secret";
export {
  Service,
  type ServiceExposure,
  type ServicePort,
  type ServiceProps,
} from "./constructs/kubernetes/service";
export {
  SiteAuthority,
  type CertificateIssuer,
  type ICertificateAuthority,
  type SiteAuthorityProps,
} from "./constructs/kubernetes/site-authority";
export { Workload, type IWorkload, type WorkloadProps } from "./constructs/kubernetes/workload";

export { CertManager, type CertManagerProps } from "./constructs/platform/cert-manager";
export { CloudNativePg, type CloudNativePgProps } from "./constructs/platform/cloud-native-pg";

export { MattermostServer } from "./constructs/mattermost/mattermost-server";
export type { MattermostSecrets, MattermostServerProps } from "./constructs/mattermost/server-options";
export type { IMattermostServer, MattermostReference } from "./constructs/mattermost/mattermost-reference";
export type { MattermostLicence } from "./constructs/mattermost/licence";
export type {
  IMattermostFeature,
  MattermostFeatureConfig,
  PluginConfig,
} from "./constructs/mattermost/mattermost-feature";
export { MattermostSetup, type MattermostSetupProps } from "./constructs/mattermost/setup/mattermost-setup";
export { SetupSecret, type SetupSecretProps } from "./constructs/mattermost/setup/setup-secret";
export {
  fromSecret,
  lookedUp,
  type CollectionStep,
  type DocumentStep,
  type SetupContribution,
  type SetupStep,
  type SetupValue,
} from "./constructs/mattermost/setup/setup-contribution";
export { PluginBundle, type PluginBundleProps } from "./constructs/mattermost/plugins/plugin-bundle";
export { Integrations, type IntegrationsProps } from "./constructs/mattermost/integrations/integrations";
export {
  IntegrationService,
  type IntegrationServiceProps,
} from "./constructs/mattermost/integrations/integration-service";
export { Boards } from "./constructs/mattermost/features/boards";
export { Playbooks } from "./constructs/mattermost/features/playbooks";
export { Calls } from "./constructs/mattermost/features/calls";
export type {
  CallCaptions,
  CallRecording,
  CallTranscription,
  CallsProps,
} from "./constructs/mattermost/features/calls-props";
export {
  CallsOffloader,
  type CallsOffloaderProps,
  type ICallsOffloader,
  type OffloaderReference,
} from "./constructs/calls/offloader";

export { Coturn, type CoturnProps } from "./constructs/calls/coturn";
export type { TurnExposure } from "./constructs/calls/coturn-exposure";
export { mediaPodSecurity, type MediaExposure } from "./constructs/calls/exposure";
export type {
  IMediaRouter,
  ITurnServer,
  IceServer,
  MediaRouterReference,
  RouterClient,
  RouterRegistration,
} from "./constructs/calls/media-router";
export { Rtcd, type RtcdProps } from "./constructs/calls/rtcd";
export { fromRtcdAttributes, type RtcdAttributes } from "./constructs/calls/rtcd-attributes";
export { RTCD_NODE_SYSCTLS, rtcdNodeSysctls } from "./constructs/calls/rtcd-node";
export type { RtcdRegistration } from "./constructs/calls/rtcd-registration";

export { PostgresCluster } from "./constructs/postgres/postgres-cluster";
export {
  CREDENTIALS_LABELS,
  CREDENTIALS_TYPE,
  type PostgresClusterProps,
  type PostgresPoolerProps,
} from "./constructs/postgres/postgres-cluster-props";
export { DatabaseSetup, type DatabaseSetupProps } from "./constructs/postgres/database-setup";
export { fromPostgresAttributes, type PostgresAttributes } from "./constructs/postgres/foreign-postgres";
export type {
  IPostgresDatabase,
  PostgresEndpoint,
  PostgresReference,
  PostgresTls,
} from "./constructs/postgres/postgres-database";

export { AzureBlobs, type AzureBlobsProps } from "./constructs/object-store/azure-blobs";
export { AzureFiles, type AzureFilesProps } from "./constructs/object-store/azure-files";
export { ExternalS3 } from "./constructs/object-store/external-s3";
export { LocalFiles } from "./constructs/object-store/local-files";
export { MinioStore } from "./constructs/object-store/minio-store";
export type { MinioStoreProps } from "./constructs/object-store/minio-store-props";
export type { IObjectStore, ObjectStoreReference } from "./constructs/object-store/object-store";
export { SharedFiles } from "./constructs/object-store/shared-files";

export type {
  HttpProxyReference,
  IHttpProxy,
  IPublishedHost,
  PublishedHost,
} from "./constructs/proxy/http-proxy";
export { NginxProxy, type NginxProxyProps, type ProxyHost } from "./constructs/proxy/nginx-proxy";
export type { ProxyExposure } from "./constructs/proxy/proxy-exposure";
export type { ProxyTls } from "./constructs/proxy/proxy-tls";

export { Adfs, type AdfsProps } from "./constructs/identity/adfs";
export { EntraOpenId, type EntraOpenIdProps } from "./constructs/identity/entra-open-id";
export { EntraSaml, type EntraSamlProps } from "./constructs/identity/entra-saml";
export {
  fromOpenIdAttributes,
  fromSamlAttributes,
  type OpenIdAttributes,
  type SamlAttributes,
} from "./constructs/identity/foreign-provider";
export type {
  IIdentityProvider,
  OpenIdReference,
  SamlReference,
} from "./constructs/identity/identity-provider";
export { DatabaseCopies, type DatabaseCopiesProps } from "./constructs/postgres/database-copies";
export { Dex } from "./constructs/identity/dex/dex";
export type { DexProps } from "./constructs/identity/dex/dex-props";
export { Keycloak } from "./constructs/identity/keycloak";
export type { KeycloakProps } from "./constructs/identity/keycloak-props";
export {
  federationWith,
  fromLdapAttributes,
  type ILdapDirectory,
  type LdapAttributes,
  type LdapReference,
} from "./constructs/identity/ldap/ldap-directory";
export { LdapDirect, type LdapDirectProps } from "./constructs/identity/ldap/ldap-direct";
export { OpenLdap } from "./constructs/identity/ldap/openldap";
export type { DirectoryCopies, OpenLdapProps } from "./constructs/identity/ldap/openldap-props";
export { SingleSignOn, type SingleSignOnProps } from "./constructs/identity/single-sign-on";

export {
  MissionCollaboration,
  type MissionCollaborationProps,
} from "./constructs/m365/mission-collaboration";
export {
  MissionCollaborationApp,
  type MissionCollaborationAppProps,
} from "./constructs/m365/mission-collaboration-app";
export { renderTeamsPackage } from "./constructs/m365/teams-package";
export {
  PushNotifications,
  type PushNotificationsProps,
} from "./constructs/mattermost/features/push-notifications";
export { AppVersions, type AppVersionsProps } from "./constructs/mattermost/features/app-versions";
export {
  renderManagedDesktopProfile,
  renderManagedDesktopRegistry,
  type ManagedDesktopProps,
} from "./constructs/push/managed-desktop";
export {
  renderManagedAndroid,
  renderManagedIos,
  type ManagedMobileProps,
} from "./constructs/push/managed-mobile";
export { PushProxy, type PushProxyProps } from "./constructs/push/push-proxy";

export { ApplicationGateway, type ApplicationGatewayProps } from "./constructs/azure/application-gateway";
export { AzureFirewall, type AzureFirewallProps } from "./constructs/azure/azure-firewall";
export type { EgressRow, ForwardedPort } from "./constructs/azure/firewall-rules";
export { AksCluster, type AksClusterProps } from "./constructs/azure/aks-cluster";
export { MACHINE_IMAGE, type AzureMachineImage } from "./catalog/azure-machine";
export { AksNodePool, type AksNodePoolProps } from "./constructs/azure/aks-node-pool";
export { AzureGroup, type AzureGroupProps, type IAzureGroup } from "./constructs/azure/azure-group";
export { AzureNetwork, type AzureNetworkProps } from "./constructs/azure/azure-network";
export { AzurePostgres, type AzurePostgresProps } from "./constructs/azure/azure-postgres";
export { AzurePostgresServer, type AzurePostgresServerProps } from "./constructs/azure/azure-postgres-server";
export type { PostgresWay } from "./constructs/azure/azure-postgres-server";
export { PostgresEncryption, type PostgresEncryptionProps } from "./constructs/azure/postgres-encryption";
export { Bastion, type BastionProps } from "./constructs/azure/bastion";
export type { GatewayBackend, GatewayHost } from "./constructs/azure/application-gateway-parts";
export { DdosProtection, type DdosProtectionProps } from "./constructs/azure/ddos-protection";
export { BlobStore, type BlobStoreProps } from "./constructs/azure/blob-store";
export { ContainerRegistry, type ContainerRegistryProps } from "./constructs/azure/container-registry";
export { DiskEncryption, type DiskEncryptionProps } from "./constructs/azure/disk-encryption";
export { EgressRoute, type EgressRouteProps } from "./constructs/azure/egress-route";
export {
  GatewayEntry,
  type GatewayEntryProps,
  type GatewayExposure,
  type IGatewayEntry,
  type NamedEntryProps,
} from "./constructs/azure/gateway-entry";
export { HostZone, type HostRecord, type HostZoneProps } from "./constructs/azure/host-zone";
export { FileShare, type FileShareProps } from "./constructs/azure/file-share";
export { AzapiProvider, AzapiResource } from "./constructs/azure-local/azapi";
export type { AzapiProviderProps, AzapiResourceProps } from "./constructs/azure-local/azapi";
export type { LocalClusterShape, LocalPool } from "./constructs/azure-local/cluster-body";
export { LoadBalancer, type LoadBalancerProps } from "./constructs/azure-local/load-balancer";
export { LocalCluster, type LocalClusterProps } from "./constructs/azure-local/local-cluster";
export { LogicalNetwork } from "./constructs/azure-local/logical-network";
export type { ILogicalNetwork, LogicalNetworkProps } from "./constructs/azure-local/logical-network";
export { KeyVault, type KeyVaultProps } from "./constructs/azure/key-vault";
export { OperatorsMachine, type OperatorsMachineProps } from "./constructs/azure/operators-machine";
export { ManagedGrafana, type ManagedGrafanaProps } from "./constructs/azure/managed-grafana";
export {
  ManagedPrometheus,
  type IManagedPrometheus,
  type ManagedPrometheusProps,
} from "./constructs/azure/managed-prometheus";
export { LogAnalytics, type ILogs, type LogAnalyticsProps } from "./constructs/azure/log-analytics";
export {
  OpenAiAccount,
  type OpenAiAccountProps,
  type OpenAiDeployment,
} from "./constructs/azure/open-ai-account";
export { PodIdentity, type PodIdentityProps } from "./constructs/azure/pod-identity";
export { PrivateEndpoint, type PrivateEndpointProps } from "./constructs/azure/private-endpoint";
export { PrivateZone, type IPrivateZone, type PrivateZoneProps } from "./constructs/azure/private-zone";
export { VaultSecret, type VaultSecretProps } from "./constructs/azure/vault-secret";

export { buildApp, type BuildAppOptions } from "./stacks/build-app";
export type { EndpointOptions } from "./constructs/agents/endpoint-options";
export type { GpuPlacement } from "./constructs/agents/gpu-placement";
export {
  Anthropic,
  AzureOpenAi,
  OpenAi,
  OpenAiCompatible,
  type AzureOpenAiProps,
  type HostedModelProps,
  type OpenAiCompatibleProps,
} from "./constructs/agents/hosted-endpoints";
export type {
  EmbeddingReference,
  IEmbeddingEndpoint,
  ILlmEndpoint,
  LlmReference,
} from "./constructs/agents/llm-endpoint";
export type { ModelSource } from "./constructs/agents/model-files";
export { Ollama, type OllamaProps } from "./constructs/agents/ollama";
export { Vllm, type VllmProps } from "./constructs/agents/vllm";
export { Agents, type AgentsProps } from "./constructs/mattermost/features/agents";
export { ExternalSecrets, type ExternalSecretsProps } from "./constructs/platform/external-secrets";
export {
  VaultSecrets,
  type SecretFromVault,
  type VaultSecretsProps,
} from "./constructs/platform/vault-secrets";
export { GpuOperator, type GpuOperatorProps } from "./constructs/platform/gpu-operator";

export { EdgeTopology, type EdgeTopologyProps } from "./stacks/edge-topology";
export { synthSites } from "./stacks/synth";

export { explainSite } from "./site/explain";
export { openSites } from "./site/open";
export type { OpenedSite, OpenedSites } from "./site/opening";
export type { Decision, ResolvedSite, Site } from "./site/site";
export { siteSpec, type SiteSpec } from "./site/spec";

export { readEvidence, type Evidence } from "./reports/evidence";
export type { PublicWay } from "./reports/public-ways";
export { firewallMatrix, type MatrixRow } from "./reports/firewall-matrix";
export { imageList, type ImageRow } from "./reports/image-list";
export type { PolicyExemptions } from "./reports/exemption";
export { jobExemptions } from "./reports/job-exemptions";
export { policyExemptions } from "./reports/policy-exemptions";
export { reportSite, type SiteReports } from "./reports/site-reports";

export { NATIONAL_CLOUDS, type NationalCloud } from "./catalog/national-clouds";
export { CHARTS } from "./catalog/charts";
export type { ChartPackage } from "./catalog/chart";
export { imageReference, type Image, type ImageRegistry } from "./catalog/image";
export { IMAGES, mattermostImage, postgresImage, type MattermostEdition } from "./catalog/images";
export type { MattermostSettings } from "./catalog/mattermost-settings.generated";

export { describeProblem, isProblemError, ProblemError, type Problem, type Severity } from "./errors/problem";
