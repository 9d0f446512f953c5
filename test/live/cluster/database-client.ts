import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestCluster } from "./cluster.ts";
import { program } from "./layout.ts";
import { nodeName } from "./node.ts";

export interface ClientRequest {
  readonly cluster: TestCluster;
  readonly namespace: string;
  readonly node: number;
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface Acknowledged {
  readonly id: number;
  /** Milliseconds since 1970, by the machine's clock. */
  readonly at: number;
}

export interface Writing {
  readonly acknowledged: () => readonly Acknowledged[];
  readonly stop: () => Promise<readonly Acknowledged[]>;
}

const STOP = "/tmp/stop";
const WAIT_SECONDS = 600;

/** A pod of the data zone that asks the database as the call center's own do: by its service's name and a login. */
export class DatabaseClient {
  readonly #request: ClientRequest;
  readonly #name: string;

  private constructor(request: ClientRequest) {
    this.#request = request;
    this.#name = `client-${request.node}`;
  }

  static async start(request: ClientRequest): Promise<DatabaseClient> {
    const client = new DatabaseClient(request);
    await request.cluster.apply({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: client.#name, namespace: request.namespace },
      spec: {
        nodeName: nodeName(request.node),
        terminationGracePeriodSeconds: 0,
        // It stays through the loss of other nodes, and comes back with its own.
        tolerations: [{ operator: "Exists" }],
        securityContext: { runAsNonRoot: true, runAsUser: 26, seccompProfile: { type: "RuntimeDefault" } },
        containers: [
          {
            name: "client",
            image: request.image,
            command: ["sleep", "infinity"],
            env: Object.entries(request.environment).map(([name, value]) => ({ name, value })),
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
          },
        ],
      },
    });
    await request.cluster.kubectl([
      ...["-n", request.namespace, "wait", "--for=condition=Ready", `pod/${client.#name}`, "--timeout=60s"],
    ]);
    return client;
  }

  /** Rows as text, columns separated by `|`; throws with the server's message. */
  async query(sql: string, as: { user?: string; password?: string } = {}): Promise<string> {
    const variables = [
      ...(as.user === undefined ? [] : [`PGUSER=${as.user}`]),
      ...(as.password === undefined ? [] : [`PGPASSWORD=${as.password}`]),
    ];
    const command = this.#exec(["env", ...variables, "psql", "-XqAt", "-v", "ON_ERROR_STOP=1"]);
    return (await this.#request.cluster.kubectl(command, sql)).trim();
  }

  /**
   * Inserts one row after another into proof (id), each in a session of its own as a switch does, until it is stopped.
   * Gives what the server acknowledged; what it did not is not repeated.
   */
  startWriting(): Writing {
    const loop = `rm -f ${STOP}; i=$(psql -XqAt -c 'SELECT coalesce(max(id), 0) FROM proof')
      until [ -e ${STOP} ]; do
        i=$((i + 1))
        psql -Xq -v ON_ERROR_STOP=1 -c "INSERT INTO proof VALUES ($i)" 2> /dev/null && echo "$i $(date +%s%3N)"
      done; true`;
    const { layout, kubeconfig } = this.#request.cluster;
    const command = ["--kubeconfig", kubeconfig, ...this.#exec(["bash", "-c", loop])];
    const child = spawn(program(layout, "kubectl"), command, { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    const ended = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    const acknowledged = (): readonly Acknowledged[] =>
      output
        .split("\n")
        .slice(0, -1)
        .map((line) => line.split(" ").map(Number))
        .map(([id = Number.NaN, at = Number.NaN]) => ({ id, at }));
    return {
      acknowledged,
      stop: async () => {
        await this.#request.cluster.kubectl(this.#exec(["touch", STOP]));
        await ended;
        return acknowledged();
      },
    };
  }

  /** Until the query gives this. Throws with what it gave last. */
  async until(sql: string, expected: string, as: { password?: string } = {}): Promise<void> {
    const deadline = Date.now() + WAIT_SECONDS * 1000;
    let last = "";
    while (Date.now() < deadline) {
      try {
        last = await this.query(sql, as);
      } catch (error) {
        last = String(error);
      }
      if (last === expected) return;
      await sleep(500);
    }
    throw new Error(`${sql} gives ${last}, not ${expected}, after ${WAIT_SECONDS} s`);
  }

  #exec(command: readonly string[]): readonly string[] {
    return ["-n", this.#request.namespace, "exec", "-i", this.#name, "--", ...command];
  }
}

/** The longest time without an acknowledged row, in seconds. */
export function longestGap(rows: readonly Acknowledged[]): number {
  const gaps = rows.slice(1).map((row, index) => row.at - (rows[index]?.at ?? row.at));
  return Math.max(0, ...gaps) / 1000;
}
