import type { FieldPath, Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import { UNASSIGNED } from "../schema/field.ts";
import { type Node, SITE_NAME, type Site } from "../schema/site.ts";
import { hasDesk } from "./desk.ts";
import { findingAt } from "./finding-at.ts";

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
// The last label of a name has a letter, or it would be an address, for which nobody issues a certificate.
const HOST_NAME = new RegExp(`^(?=.{1,253}$)(?:${LABEL}\\.)+(?=[a-z0-9-]*[a-z])${LABEL}$`, "i");
const REGISTRY = new RegExp(`^${LABEL}(?:\\.${LABEL})*(?::[0-9]{1,5})?(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$`);

/** Site names, who owns the queues, host names, and a database that fits its hosts. */
export function checkSites({
  sites,
  database,
  status,
}: Pick<Province, "sites" | "database" | "status">): readonly Finding[] {
  const findings = Object.entries(sites).flatMap(([name, site]) => checkSite(name, site, database?.instances));
  const { platform } = sites.main;
  const instances = database?.instances ?? (platform.kind === "docker" ? platform.hosts.length : 3);
  if (database?.synchronous === true && instances === 1)
    findings.push(findingAt(["database", "synchronous"], "DATABASE_SYNCHRONOUS_ALONE"));
  const store = database?.backup?.store ?? UNASSIGNED;
  if (status !== "example" && store === UNASSIGNED && platform.kind === "kubernetes")
    findings.push(findingAt(["database", "backup", "store"], "BACKUP_NONE_ON_KUBERNETES"));
  else if (status === "live" && store === UNASSIGNED)
    findings.push(findingAt(["database", "backup", "store"], "BACKUP_UNASSIGNED"));
  const endpoint = database?.backup?.endpoint ?? UNASSIGNED;
  if (store !== UNASSIGNED && endpoint === UNASSIGNED)
    findings.push(findingAt(["database", "backup", "store"], "BACKUP_ENDPOINT_MISSING", { found: store }));
  if (endpoint.startsWith("http:") && Object.values(sites).some((site) => site.platform.kind === "docker"))
    findings.push(findingAt(["database", "backup", "endpoint"], "BACKUP_ENDPOINT_PLAIN", { found: endpoint }));
  return findings;
}

function checkSite(name: string, site: Site, instances: number | undefined): Finding[] {
  const path: FieldPath = ["sites", name];
  const { platform, registry } = site;
  const [key, nodes] =
    platform.kind === "docker" ? (["hosts", platform.hosts] as const) : (["mediaNodes", platform.mediaNodes] as const);
  const place = [...path, "platform", key];
  const findings: Finding[] = [];
  if (!SITE_NAME.test(name)) findings.push(findingAt(path, "SITE_NAME", { found: JSON.stringify(name.slice(0, 40)) }));
  if (platform.kind === "docker" && nodes.length > 2)
    findings.push(findingAt(place, "DOCKER_HOSTS", { site: name, found: nodes.length }));
  const roles = nodes.map(roleOf);
  const owners = roles.filter((role) => role === "owner").length;
  const standbys = roles.filter((role) => role === "standby").length;
  if (owners !== 1) findings.push(findingAt(place, "QUEUE_OWNERS", { site: name, found: owners }));
  if (standbys > 1 && platform.kind === "kubernetes")
    findings.push(findingAt(place, "QUEUE_STANDBYS", { site: name, found: standbys }));
  if (platform.kind === "docker" && instances !== undefined && instances > nodes.length)
    findings.push(
      findingAt(["database", "instances"], "DATABASE_INSTANCES", { found: instances, site: name, hosts: nodes.length }),
    );
  const desk = platform.deskHost;
  if (desk !== undefined && desk !== UNASSIGNED && !HOST_NAME.test(desk))
    findings.push(
      findingAt([...path, "platform", "deskHost"], "DESK_HOST", { found: JSON.stringify(desk.slice(0, 80)) }),
    );
  if (registry !== undefined && registry !== UNASSIGNED && !REGISTRY.test(registry))
    findings.push(findingAt([...path, "registry"], "REGISTRY", { found: JSON.stringify(registry.slice(0, 80)) }));
  return findings;
}

/** Under which names browsers reach the media nodes: the certificate must hold them, and not every authority would. */
export function checkBrowserHosts(
  province: Pick<Province, "workMode" | "merge" | "status" | "sites">,
): readonly Finding[] {
  return Object.entries(province.sites).flatMap(([name, { platform }]) => {
    const [key, nodes] =
      platform.kind === "docker"
        ? (["hosts", platform.hosts] as const)
        : (["mediaNodes", platform.mediaNodes] as const);
    const place = ["sites", name, "platform", key];
    const wrong = nodes.flatMap(({ browserHost }, index) =>
      browserHost === undefined || browserHost === UNASSIGNED || HOST_NAME.test(browserHost)
        ? []
        : [
            findingAt([...place, index, "browserHost"], "BROWSER_HOST", {
              found: JSON.stringify(browserHost.slice(0, 80)),
            }),
          ],
    );
    const bare = nodes
      .filter(({ address, browserHost }) => address !== UNASSIGNED && (browserHost ?? UNASSIGNED) === UNASSIGNED)
      .map(({ address }) => address);
    return bare.length === 0 || province.status !== "live" || !hasDesk(province)
      ? wrong
      : [...wrong, findingAt(place, "BROWSER_HOST_ADDRESS", { site: name, addresses: bare.join(", ") })];
  });
}

/** Default roles go by place in the list: the first is the owner, all others stand by. */
function roleOf(node: Node, index: number): NonNullable<Node["role"]> {
  return node.role ?? (index === 0 ? "owner" : "standby");
}
