import type { CallCenterPlan, HostFirewall } from "../../planning/plan.ts";

/** Where the rules are on a media node: in Docker's volume, or where a person copies them from the cluster. */
export function firewallRulesPath({ identity }: CallCenterPlan, { id }: HostFirewall): string {
  return identity.platform === "docker"
    ? `/var/lib/docker/volumes/${id}/_data/hotline.nft`
    : `/etc/hotline/${identity.stack}.nft`;
}

/**
 * systemd units that load the rules at boot and again whenever the file changes, by file name. Nothing stays active, so
 * that the path unit can start it again; loading twice is the same as once.
 */
export function firewallUnits(plan: CallCenterPlan, firewall: HostFirewall): Readonly<Record<string, string>> {
  const { stack, platform } = plan.identity;
  const name = `hotline-${stack}-firewall`;
  const rules = firewallRulesPath(plan, firewall);
  const install = `install -m 0644 ${name}.service ${name}.path /etc/systemd/system/ && systemctl daemon-reload && systemctl enable --now ${name}.path ${name}.service`;
  const bring =
    platform === "docker"
      ? `# The deployment fills it: docker volume inspect --format '{{.Mountpoint}}' ${firewall.id}`
      : `# From where kubectl works, after each deployment that changes the rules:
#   kubectl --namespace ${plan.zones.find(({ name: zone }) => zone === firewall.zone)?.id ?? ""} get configmap ${firewall.id} --output jsonpath='{.data.hotline\\.nft}' | ssh root@NODE 'install -D -m 0600 /dev/stdin ${rules}'`;
  const head = `# On each of ${firewall.nodes.join(", ")}, as root: ${install}
${bring}
# Read back: nft list table inet hotline
`;
  return {
    [`${name}.service`]: `${head}
[Unit]
Description=12333 ${stack}: who may reach the switch (nftables, table inet hotline)
# The distribution's own service empties all tables when it starts.
After=local-fs.target nftables.service
Before=network.target docker.service kubelet.service
DefaultDependencies=no
RequiresMountsFor=${rules.slice(0, rules.lastIndexOf("/"))}
ConditionPathExists=${rules}

[Service]
Type=oneshot
ExecStart=/usr/sbin/nft --check --file ${rules}
ExecStart=/usr/sbin/nft --file ${rules}

[Install]
WantedBy=multi-user.target
`,
    [`${name}.path`]: `${head}
[Unit]
Description=12333 ${stack}: loads changed rules

[Path]
PathChanged=${rules}

[Install]
WantedBy=multi-user.target
`,
  };
}
