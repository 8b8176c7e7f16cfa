/** Options that no generated site says, by how their paths begin, and why. */
export const NOT_DRAWN: Readonly<Record<string, string>> = {
  azure: "no plan without a subscription; the enterprise sites of test/stacks/enterprise draw it",
  azureLocal: "no plan without a subscription; the part azure-local and test/stacks/enterprise show it",
  "database(azure)": "belongs to azure",
  "objectStore(azure-blob)": "belongs to azure",
  "objectStore(azure-files)": "belongs to azure",
  "secrets.keyVault": "belongs to azure; the part azure-secrets plans it",
  "backend(s3)": "Terraform asks the store when it begins",
  "backend(azurerm)": "Terraform asks the store when it begins",
  "backend(http)": "Terraform asks the server when it begins",
  "backend(kubernetes)": "its kubeconfig is the environment's, and the plans of many sites would share it",
  "cluster.charts.registry": "Helm asks the registry in a plan; the sites have their charts in a folder",
};
