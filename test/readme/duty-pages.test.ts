import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { firewallUnits } from "../../cli/report/firewall-units.ts";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { RUN_DIRECTORY, SPOOL_DIRECTORY } from "../../components/freeswitch/config-core.ts";
import { emergencyXml } from "../../images/media-controller/emergency.ts";
import { IMAGE_FOLDERS, IMAGE_VERSIONS } from "../../planning/images.ts";
import { itemOf, itemsOf, zoneOf } from "../../planning/references.ts";
import { loadProvinces } from "../../provinces/load.ts";
import { MESSAGES } from "../../provinces/messages.ts";
import { PROVINCE_IDS } from "../../provinces/reference/divisions.ts";

const root = join(import.meta.dirname, "../..");
const page = (name: string) => readFileSync(join(root, "docs", name), "utf8");

function plan(id: "anhui" | "fujian", change: (province: Loaded) => Loaded = (province) => province) {
  const [loaded] = loadProvinces(join(root, "provinces"), [id]).provinces;
  if (loaded === undefined) throw new Error(`no ${id}`);
  return planCallCenter(change(loaded.province));
}
type Loaded = Parameters<typeof planCallCenter>[0];

const mediaSet = (center: ReturnType<typeof plan>, set: "restart" | "reload") => {
  const [found] = itemsOf(center).flatMap((item) =>
    item.kind === "config-set" && item.zone === "media" && item.set === set ? [item] : [],
  );
  if (found === undefined) throw new Error(`no ${set} set`);
  return found;
};

interface Controller {
  readonly emergency: Parameters<typeof emergencyXml>[1];
  readonly trunks: readonly { readonly channels: number }[];
}

describe("the duty pages", () => {
  const names = ["database.md", "emergency.md", "media.md", "images.md"];

  it.each(["README.md", "README.zh-CN.md"])("are linked from %s, as every other page", (file) => {
    const text = readFileSync(join(root, file), "utf8");
    for (const name of names) expect(text).toContain(`(docs/${name})`);
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });

  it.each(names)("%s links to what is there", (name) => {
    const links = [...page(name).matchAll(/\]\(([^)#:]+)\)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !existsSync(join(root, "docs", link)))).toEqual([]);
  });

  it.each(["emergency.md", "media.md"])("%s names only codes that exist", (name) => {
    const codes = [...page(name).matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)]
      .map(([, code = ""]) => code)
      .filter((code) => !code.startsWith("HOTLINE_"));
    expect(codes.length).toBeGreaterThan(2);
    for (const code of codes) expect(Object.keys(MESSAGES)).toContain(code);
  });
});

describe("docs/emergency.md", () => {
  const text = page("emergency.md");
  const anhui = plan("anhui");
  const controller = JSON.parse(mediaSet(anhui, "reload").files["controller.json"] ?? "{}") as Controller;
  const xml = [...text.matchAll(/```xml\n([\s\S]*?)```/g)].map(([, block]) => block);
  const record = { by: "li", why: "flood", changedAt: 1 };

  it("names every announcement", () => {
    for (const name of controller.emergency.announcements) expect(text).toContain(`| \`${name}\` `);
  });

  it("has the files that the controller itself would write", () => {
    expect(xml).toEqual([
      emergencyXml({ ...record, state: { kind: "announcement", announcement: "emergency" } }, controller.emergency),
      emergencyXml(
        { ...record, state: { kind: "divert", number: "12345", announcement: "emergency" } },
        controller.emergency,
      ),
      emergencyXml({ ...record, state: { kind: "off" } }, controller.emergency),
    ]);
  });

  it("gives containers, folders and figures as they are", () => {
    const node = itemsOf(anhui).find(
      (item) => item.kind === "workload" && item.node === "host-a" && item.network === "host",
    );
    expect(text).toContain(`docker exec -i ${node?.id ?? ""} sh`);
    const fujian = itemsOf(plan("fujian")).find((item) => item.kind === "workload" && item.node === "media-a");
    expect(text).toContain(`exec -i ${fujian?.id ?? ""}-0 --container ${fujian?.name ?? ""} --`);
    expect(text).toContain(`${SPOOL_DIRECTORY}/emergency.xml`);
    expect(text).toContain(`HOME=${RUN_DIRECTORY} fs_cli`);
    const channels = controller.trunks.reduce((sum, group) => sum + group.channels, 0);
    const most = controller.emergency.routes[0]?.channels ?? 0;
    expect(text).toContain(`anhui's ${channels} channels divert ${most} calls; the ${most + 1}st hears`);
    expect(controller.emergency.routes.length).toBe(PROVINCE_IDS.length);
  });
});

describe("docs/media.md", () => {
  const text = page("media.md");

  it("shows the unit that is rendered, and where the rules are", () => {
    const anhui = plan("anhui");
    const units = firewallUnits(anhui, itemOf(anhui, "host-firewall", "media-firewall"));
    expect(/firewall unit of anhui -->\n```ini\n([\s\S]*?)```/.exec(text)?.[1]).toBe(
      units["hotline-anhui-firewall.service"],
    );
    const fujian = plan("fujian");
    const firewall = itemOf(fujian, "host-firewall", "media-firewall");
    expect(text).toContain(`ConfigMap \`${firewall.id}\` in \`${zoneOf(fujian, "media").id}\``);
  });

  it("says which changes of channels are a reload and which roll the nodes", () => {
    const restart = (channels: number) =>
      mediaSet(
        plan("fujian", (province) => ({
          ...province,
          localNetworks: province.localNetworks.map((network) =>
            "trunk" in network && network.trunk !== undefined && "channels" in network.trunk
              ? { ...network, trunk: { ...network.trunk, channels } }
              : network,
          ),
        })),
        "restart",
      ).hash;
    expect(text).toContain("in fujian 110 to 120 channels are a reload,\n110 to 128 or 140 roll both nodes");
    expect(restart(120)).toBe(restart(110));
    for (const channels of [128, 140]) expect(restart(channels)).not.toBe(restart(110));
  });
});

describe("docs/images.md", () => {
  const text = page("images.md");

  it.each(Object.entries(IMAGE_VERSIONS))("names %s with its folder and its tag", (image, tag) => {
    const folder = Object.entries(IMAGE_FOLDERS).find(([name]) => name === image)?.[1] ?? "";
    expect(text).toContain(`| \`${image}\` | \`images/${folder}\` | \`${tag}\` |`);
    // The desk's is not written yet; the README says so.
    expect(existsSync(join(root, "images", folder, "Dockerfile"))).toBe(true);
  });

  it("names only arguments that the Dockerfiles have", () => {
    const files = ["database", "database-tools", "media-controller", "freeswitch"].map((folder) =>
      readFileSync(join(root, "images", folder, "Dockerfile"), "utf8"),
    );
    const all = [...files, readFileSync(join(root, "images/freeswitch/Dockerfile.packages"), "utf8")].join("\n");
    const given = [...text.matchAll(/--build-arg ([A-Z0-9_]+)=/g), ...text.matchAll(/^\| `([A-Z_]+)`/gm)];
    expect(given.length).toBeGreaterThan(8);
    for (const [, name = ""] of given) expect(all).toMatch(new RegExp(`^ARG ${name}\\b`, "m"));
  });
});
