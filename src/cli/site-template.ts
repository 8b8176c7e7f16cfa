/** A site file to start from: an edge site with invented names, valid as it stands. */
export function siteTemplate(): string {
  return TEMPLATE;
}

const TEMPLATE = `# yaml-language-server: $schema=./site.schema.json
# One site. Replace the values below; everything else has a default, which \`holdfast explain site.yaml\` tells
# with its reason. \`holdfast check site.yaml\` says what is wrong, \`holdfast synth site.yaml\` writes the Terraform.

# Names the namespace, the stacks and their state. Changing it later makes a new site.
name: outpost-heron

# edge: everything on one existing Kubernetes cluster.
topology: edge

# connected, intermittent, or disconnected (nothing outside may be needed at any time).
connectivity: intermittent

# Where the nodes get their time: certificates, sign-in and Mattermost's own cluster need one time.
timeSources: [ntp1.outpost-heron.example]

cluster:
  # As Terraform will see it.
  kubeconfig: ~/.kube/config
  # context: outpost-heron
  nodes:
    # Nodes that can run the site's pods.
    count: 3
  # storageClasses:
  #   database: fast-block
  #   objects: local-block
  # registry:
  #   host: registry.outpost-heron.example/mirror
  #   pullSecret: registry-pull

people:
  # Accounts at the start; every size follows from here.
  users: 200

mattermost:
  # What users type into the browser.
  siteUrl: https://chat.outpost-heron.example
  # More than one server needs a licence of the tier enterprise. It stays in a Secret; only its name stands here.
  # licence:
  #   secret: mattermost-licence
  #   tier: enterprise

# Any other Mattermost setting by its own name:
#   mattermost:
#     settings:
#       TeamSettings:
#         MaxUsersPerTeam: 1000

# database:
#   kind: cluster        # or external
# objectStore:
#   kind: cluster        # or external-s3, shared-files, local-files
# backend:
#   kind: local          # or s3, azurerm, http, kubernetes
# accept:
#   - code: HF2101
#     reason: why this site lives with the warning
`;
