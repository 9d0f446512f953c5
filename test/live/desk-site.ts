import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { pageBuild } from "../../images/agent-desk/bundle-page.ts";
import { itemsOf } from "../../planning/references.ts";
import { firstAdministrator, person } from "../support/desk-people.ts";
import { DESK_KEY, TrialDesk } from "../support/trial-desk.ts";
import { DESK, startMigrated } from "./hotline-database.ts";
import { type PairChanges, pairPlan, TrialPair } from "./media-pair.ts";
import type { TrialPostgres } from "./postgres.ts";
import { issueCertificate, pinOf } from "./test-authority.ts";

const PREFIX = "10.58.0";
const HTTPS_PORT = 8443;
const AT = { desk: 50, gateway: 9, expert: 10 } as const;

/** Of the province whose plan this is; the demo's telephone is on. */
const PROVINCE = {
  status: "draft",
  workMode: "call-center",
  satisfaction: true,
  desk: {
    demo: true,
    wrapUpSeconds: 1,
    secondFactor: "nobody",
    experts: [{ name: "pension", label: "养老专家", number: "055165550001" }],
  },
} as const satisfies NonNullable<PairChanges["province"]>;

/**
 * A whole call center on one network of its own: two media nodes with controllers, a gateway, PostgreSQL, the desk twice
 * (one serves browsers over TLS, the other is asked by operators), accounts and agents. Run in a network namespace.
 */
export class DeskSite {
  readonly pair: TrialPair;
  readonly postgres: TrialPostgres;
  readonly pin: string;
  /** Serves the browsers. */
  readonly desk: TrialDesk;
  readonly #folder: string;
  readonly #office: TrialDesk;
  readonly #replayers: ChildProcess[] = [];

  private constructor(
    parts: Pick<DeskSite, "pair" | "postgres" | "pin" | "desk"> & { folder: string; office: TrialDesk },
  ) {
    this.pair = parts.pair;
    this.postgres = parts.postgres;
    this.pin = parts.pin;
    this.desk = parts.desk;
    this.#folder = parts.folder;
    this.#office = parts.office;
  }

  /** Agents' logins are those of their extensions. */
  static async start(binary: string, agents: readonly string[]): Promise<DeskSite> {
    const folder = mkdtempSync(join(tmpdir(), "hotline-site-"));
    const tls = join(folder, "tls");
    const at = (last: number) => `${PREFIX}.${last}`;
    const addresses = [at(1), at(2), at(AT.desk)];
    makeNetwork([1, 2, ...Object.values(AT)].map(at));
    issueCertificate(tls, { names: ["desk.12333.example"], addresses });
    const changes: PairChanges = { prefix: PREFIX, province: PROVINCE };
    const [postgres] = await Promise.all([startMigrated(), build(pageBuild(join(folder, "page")))]);
    const pair = await TrialPair.prepare(binary, 0, {
      ...changes,
      controller: { TLS_DIR: tls, MEDIA_DESK_KEY: DESK_KEY },
      switch: { TLS_DIR: tls },
    });
    await pair.start();
    const { database: _, ...file } = plannedDeskFile(changes);
    const options = { server: postgres, file };
    const office = await TrialDesk.start(options);
    const administrator = await firstAdministrator(office);
    for (const agent of agents) await person(office, administrator, { login: agent, roles: ["agent"], agent });
    const desk = await TrialDesk.start({
      ...options,
      environment: {
        HTTPS_PORT: String(HTTPS_PORT),
        TLS_DIR: tls,
        DESK_PAGE_DIR: join(folder, "page"),
        HOSTNAME: "desk-2",
      },
    });
    return new DeskSite({ pair, postgres, pin: pinOf(tls), desk, office, folder });
  }

  get origin(): string {
    return `https://${PREFIX}.${AT.desk}:${HTTPS_PORT}`;
  }

  /** Takes call records and events to the database from now on, as the companion of each node does. */
  replay(): void {
    for (const { switch: node } of this.pair.nodes)
      this.#replayers.push(
        spawn("bash", [join(node.folder, "restart/scripts/replay.sh")], {
          env: {
            ...this.postgres.environment({
              database: "hotline",
              user: "hotline_media",
              options: "-c timezone=Asia/Shanghai",
            }),
            HOTLINE_SPOOL_DIR: join(node.folder, "spool"),
            PGCONNECT_TIMEOUT: "5",
          },
          stdio: "ignore",
        }),
      );
  }

  query(sql: string): string {
    return this.postgres.query("hotline", sql, { ...DESK, options: "-c search_path=hotline" });
  }

  async dispose(): Promise<void> {
    for (const replayer of this.#replayers) replayer.kill("SIGKILL");
    await this.desk.dispose();
    await this.#office.dispose();
    await this.pair.dispose();
    await this.postgres.dispose();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Browsers gather no candidate of a loopback interface, so there is another one. */
function makeNetwork(addresses: readonly string[]): void {
  const lines = [
    "ip link set lo up",
    "ip link add d0 type veth peer name d1",
    "ip link set d0 up",
    "ip link set d1 up",
    ...addresses.map((address) => `ip addr add ${address}/24 dev d0`),
  ];
  execFileSync("bash", ["-ec", lines.join("\n")], { stdio: "pipe" });
}

/** Cuts what goes to the switches by WSS, both ways, without a word to either side; gives the way back. */
export function cutSignaling(): () => void {
  const rules = `table inet cut {
    chain out { type filter hook output priority -10; tcp dport 7443 drop; tcp sport 7443 drop; }
  }`;
  const nft = (words: string, input = "") => execFileSync("bash", ["-c", `nft ${words}`], { input, stdio: "pipe" });
  nft("-f -", rules);
  return () => {
    nft("delete table inet cut");
  };
}

/** `desk.json` as the plan of this very site has it. */
function plannedDeskFile(changes: PairChanges): Readonly<Record<string, unknown>> {
  for (const item of itemsOf(pairPlan(0, changes)))
    if (item.kind === "config-set" && item.zone === "desk") {
      const file: unknown = JSON.parse(item.files["desk.json"] ?? "");
      if (typeof file === "object" && file !== null) return { ...file };
    }
  throw new Error("the plan has no desk");
}
