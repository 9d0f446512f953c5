import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { missingControlGroups } from "./control-groups.ts";
import { packImage } from "./images.ts";
import { CNI_PLUGINS, PAUSE_IMAGE } from "./node.ts";
import { execute } from "./processes.ts";

const SOURCES = join(import.meta.dirname, "programs");
const KUBERNETES = { version: "v1.36.3", major: "1", minor: "36" };
const KUBERNETES_PROGRAMS = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kube-proxy",
  "kubelet",
  "kubectl",
];
const CNPG = "github.com/cloudnative-pg/cloudnative-pg";
const BARMAN = "github.com/cloudnative-pg/plugin-barman-cloud";

export const OPERATOR_IMAGE = "hotline.test/cloudnative-pg:1.27.1";
export const PLUGIN_IMAGE = "hotline.test/plugin-barman-cloud:0.7.0";
export const SIDECAR_IMAGE = "hotline.test/plugin-barman-cloud-sidecar:0.7.0";
/**
 * Whose Barman is 3.13. Bookworm's 3.4 tells a backup's time in the database's time zone without saying so, the plugin
 * takes it for UTC, and a database in Shanghai can't be restored to the eight hours after its backup.
 */
const SIDECAR_DEBIAN = "trixie";
/** Imported into every node: file name in the cache's images folder. */
export const CLUSTER_IMAGES = ["pause", "operator", "plugin", "sidecar"] as const;

interface GoProgram {
  readonly name: string;
  readonly module: string;
  readonly package: string;
  readonly definitions?: Readonly<Record<string, string>>;
}

const PROGRAMS: readonly GoProgram[] = [
  {
    name: "kubernetes",
    module: "kubernetes",
    package: ".",
    // Clients judge the server by it.
    definitions: {
      "k8s.io/component-base/version.gitVersion": KUBERNETES.version,
      "k8s.io/component-base/version.gitMajor": KUBERNETES.major,
      "k8s.io/component-base/version.gitMinor": KUBERNETES.minor,
    },
  },
  { name: "coredns", module: "coredns", package: "." },
  { name: "pause", module: "pause", package: "." },
  { name: "operator", module: "database-operator", package: `${CNPG}/cmd/manager` },
  { name: "barman-plugin", module: "database-operator", package: `${BARMAN}/cmd/manager` },
  { name: "versitygw", module: "object-store", package: "github.com/versity/versitygw/cmd/versitygw" },
];

/** `~/.cache/hotline/cluster/<hash of what builds it>`, or what HOTLINE_CLUSTER names. */
export function clusterCache(): string {
  const named = process.env["HOTLINE_CLUSTER"];
  if (named !== undefined && named !== "") return named;
  const given = process.env["XDG_CACHE_HOME"];
  const cache = given === undefined || given === "" ? join(homedir(), ".cache") : given;
  return join(cache, "hotline", "cluster", hashOf(SOURCES));
}

function hashOf(folder: string): string {
  const hash = createHash("sha256").update(readFileSync(import.meta.filename));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const file of files.map(({ parentPath, name }) => join(parentPath, name)).sort())
    hash.update(file.slice(folder.length)).update(readFileSync(file));
  return hash.digest("hex").slice(0, 12);
}

/** The built programs, or what this machine lacks to run a cluster of them. */
export function findCluster(): { programs: string } | { missing: string } {
  const programs = clusterCache();
  const lacking = lacks(["containerd", "runc", "ctr", "ip", "nsenter", "nft", "openssl"]);
  if (lacking !== undefined) return { missing: lacking };
  if (!existsSync(join(CNI_PLUGINS, "bridge"))) return { missing: `no CNI plugins in ${CNI_PLUGINS}` };
  if (process.getuid?.() !== 0) return { missing: "not root" };
  const groups = missingControlGroups();
  if (groups !== undefined) return { missing: groups };
  const archives = CLUSTER_IMAGES.map((image) => archiveOf(programs, image));
  const absent = [...archives, join(programs, "bin", "kubelet"), join(programs, "bin", "versitygw")].find(
    (path) => !existsSync(path),
  );
  return absent === undefined
    ? { programs }
    : { missing: `${absent} is not built (node test/live/cluster/main.ts build)` };
}

function lacks(commands: readonly string[]): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const absent = commands.find((command) => !folders.some((folder) => existsSync(join(folder, command))));
  return absent === undefined ? undefined : `no ${absent} on PATH`;
}

export const archiveOf = (programs: string, image: string): string => join(programs, "images", `${image}.tar`);

/** What is still missing of the cache: on two cores about 12 minutes with an empty Go cache, 6 GB of which is used. */
export async function buildCluster(tell: (line: string) => void): Promise<string> {
  const cache = clusterCache();
  const lacking = lacks(["go", "debootstrap"]);
  if (lacking !== undefined) throw new Error(lacking);
  for (const folder of ["bin", "images", "manifests"]) mkdirSync(join(cache, folder), { recursive: true });
  for (const program of PROGRAMS) {
    const output = join(cache, "bin", program.name);
    if (existsSync(output)) continue;
    tell(`building ${program.name}`);
    await build(program, output);
  }
  for (const name of KUBERNETES_PROGRAMS) {
    const link = join(cache, "bin", name);
    if (!existsSync(link)) symlinkSync("kubernetes", link);
  }
  await copyManifest(cache, { module: CNPG, path: "releases/cnpg-1.27.1.yaml", as: "operator.yaml" });
  await copyManifest(cache, { module: BARMAN, path: "manifest.yaml", as: "plugin.yaml" });
  for (const image of CLUSTER_IMAGES) {
    const archive = archiveOf(cache, image);
    if (existsSync(archive)) continue;
    tell(`packing image ${image}`);
    await withFolder((folder) => pack(image, { cache, archive, folder }));
  }
  return cache;
}

async function build(program: GoProgram, output: string): Promise<void> {
  const definitions = Object.entries(program.definitions ?? {}).flatMap(([name, value]) => ["-X", `${name}=${value}`]);
  await execute(
    [
      ...([
        "go",
        "build",
        "-C",
        join(SOURCES, program.module),
        "-mod=readonly",
        "-buildvcs=false",
        "-trimpath",
      ] as const),
      ...["-ldflags", ["-s", "-w", ...definitions].join(" "), "-o", output, program.package],
    ],
    { environment: goEnvironment() },
  );
}

function goEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off", GOTOOLCHAIN: "local" };
}

/** The release's own manifest, which its Go module holds. */
async function copyManifest(cache: string, wanted: { module: string; path: string; as: string }): Promise<void> {
  const target = join(cache, "manifests", wanted.as);
  if (existsSync(target)) return;
  const source = join(SOURCES, "database-operator");
  const folder = await execute(["go", "list", "-C", source, "-mod=readonly", "-m", "-f", "{{.Dir}}", wanted.module], {
    environment: goEnvironment(),
  });
  copyFileSync(join(folder.trim(), wanted.path), target);
  chmodSync(target, 0o644);
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "hotline-layers-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Packing {
  readonly cache: string;
  readonly archive: string;
  readonly folder: string;
}

async function pack(image: (typeof CLUSTER_IMAGES)[number], { cache, archive, folder }: Packing): Promise<void> {
  const layer = (name: string): string => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    // The layer's own folder becomes the root of the image, which everybody may enter.
    chmodSync(path, 0o755);
    return path;
  };
  const put = (program: string, path: string): void => {
    cpSync(join(cache, "bin", program), path);
    chmodSync(path, 0o755);
  };
  switch (image) {
    case "pause": {
      const root = layer("pause");
      put("pause", join(root, "pause"));
      await packImage({ reference: PAUSE_IMAGE, layers: [root], entrypoint: ["/pause"], user: "65535:65535" }, archive);
      return;
    }
    case "operator": {
      const root = layer("operator");
      mkdirSync(join(root, "operator"));
      mkdirSync(join(root, "tmp"));
      chmodSync(join(root, "tmp"), 0o1777);
      put("operator", join(root, "manager"));
      // The operator looks for one binary for each architecture of the nodes.
      symlinkSync("/manager", join(root, "operator", "manager_amd64"));
      await packImage(
        { reference: OPERATOR_IMAGE, layers: [root], entrypoint: ["/manager"], user: "10001:10001" },
        archive,
      );
      return;
    }
    case "plugin": {
      const root = layer("plugin");
      put("barman-plugin", join(root, "manager"));
      await packImage(
        { reference: PLUGIN_IMAGE, layers: [root], entrypoint: ["/manager"], user: "10001:10001" },
        archive,
      );
      return;
    }
    case "sidecar": {
      const base = layer("base");
      const packages = "ca-certificates,barman-cli-cloud,python3-boto3";
      await execute(["debootstrap", "--variant=minbase", `--include=${packages}`, SIDECAR_DEBIAN, base]);
      for (const path of ["var/cache/apt", "var/lib/apt/lists", "usr/share/doc", "usr/share/locale"])
        rmSync(join(base, path), { recursive: true, force: true });
      const root = layer("manager");
      put("barman-plugin", join(root, "manager"));
      await packImage(
        {
          reference: SIDECAR_IMAGE,
          layers: [base, root],
          entrypoint: ["/manager"],
          user: "26:26",
          environment: { PATH: "/usr/local/bin:/usr/bin:/bin", LANG: "C.UTF-8" },
        },
        archive,
      );
      return;
    }
  }
}
