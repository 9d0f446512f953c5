import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { itemOf } from "../../planning/references.ts";
import { Province } from "../../provinces/province.ts";
import { CASE_NAMES, CASES, type CaseName } from "../components/cases.ts";

/**
 * The rules loaded by the kernel, in network namespaces of their own: a host, a container behind a published port, and
 * whoever calls. Does not prove: Docker's own rules beside ours.
 */
const missing = whatIsMissing();

function whatIsMissing(): string | undefined {
  try {
    execFileSync("unshare", ["-n", "nft", "list", "ruleset"], { stdio: "pipe" });
    return undefined;
  } catch (error) {
    return `no nft or no right to a network namespace (${error instanceof Error ? error.message.split("\n")[0] : ""})`;
  }
}

const rulesOf = (name: CaseName) => itemOf(planCallCenter(CASES[name]()), "host-firewall", "media-firewall").rules;

/** Answers whatever comes to its ports, TCP and UDP, IPv4 and IPv6. */
const SERVER = `
import { createServer } from "node:net";
import { createSocket } from "node:dgram";
for (const port of process.argv.slice(2).map(Number)) {
  createServer((socket) => socket.end("here")).listen(port, "::");
  const socket = createSocket({ type: "udp6", recvBufferSize: 1 << 22 });
  socket.on("message", (data, from) => socket.send(data, from.port, from.address));
  socket.bind(port, "::");
}
`;

/** Lines of "source destination protocol port count"; prints how many answers came, in order. */
const PROBE = `
import { connect } from "node:net";
import { createSocket } from "node:dgram";
const tcp = (localAddress, host, port) => new Promise((resolve) => {
  const socket = connect({ localAddress, host, port, timeout: 700 });
  const end = (count) => { socket.destroy(); resolve(count); };
  socket.once("data", () => end(1)).once("timeout", () => end(0)).once("error", () => end(0));
});
const udp = (localAddress, host, port, count) => new Promise((resolve) => {
  const socket = createSocket({ type: host.includes(":") ? "udp6" : "udp4", recvBufferSize: 1 << 22 });
  let answers = 0;
  socket.on("message", () => answers++);
  socket.bind(0, localAddress, () => {
    for (let sent = 0; sent < count; sent++) socket.send("ping", port, host);
    setTimeout(() => { socket.close(); resolve(answers); }, 700);
  });
});
for (const line of process.argv.slice(2)) {
  const [from, to, protocol, port, count] = line.split(" ");
  console.log(await (protocol === "tcp" ? tcp(from, to, Number(port)) : udp(from, to, Number(port), Number(count))));
}
`;

/** A host (10.1.0.11) with a container (172.18.0.2) on br-hotline that publishes 5432 and 443; everybody else is outside. */
const NAMESPACES = `
set -eu
ip link set lo up
unshare -n sleep 60 > /dev/null & outside=$!
unshare -n sleep 60 > /dev/null & container=$!
servers=
trap 'kill $outside $container $servers 2> /dev/null' EXIT
sleep 0.3
o() { nsenter -t $outside -n "$@"; }
c() { nsenter -t $container -n "$@"; }
ip link add host0 type veth peer name outside0 netns $outside
ip addr add 10.1.0.11/8 dev host0; ip -6 addr add fd00::11/64 dev host0 nodad; ip link set host0 up
o ip link set lo up
for address in 10.9.0.1 10.9.0.2 10.20.3.4 10.99.0.1 10.1.0.12 10.30.0.5 10.40.0.5; do o ip addr add $address/8 dev outside0; done
o ip -6 addr add fd00::99/64 dev outside0 nodad
o ip link set outside0 up
ip link add br-hotline type bridge; ip addr add 172.18.0.1/16 dev br-hotline; ip link set br-hotline up
ip link add inner0 type veth peer name container0 netns $container
ip link set inner0 master br-hotline; ip link set inner0 up
c ip link set lo up; c ip addr add 172.18.0.2/16 dev container0; c ip link set container0 up; c ip route add default via 172.18.0.1
sysctl -qw net.ipv4.ip_forward=1
nft -f - <<'NAT'
table ip nat {
  chain prerouting {
    type nat hook prerouting priority dstnat;
    fib daddr type local tcp dport { 5432, 443 } dnat to 172.18.0.2
  }
}
NAT
nft -f "$RULES"
nft -f "$RULES"
"$NODE" "$FOLDER/server.mjs" 5060 5070 5080 7443 7480 7481 8021 16384 9100 > /dev/null 2>&1 & servers=$!
nsenter -t $container -n "$NODE" "$FOLDER/server.mjs" 5432 443 > /dev/null 2>&1 & servers="$servers $!"
sleep 1
for line; do
  case $line in
    container*) c "$NODE" "$FOLDER/probe.mjs" "172.18.0.2\${line#container}" ;;
    *) o "$NODE" "$FOLDER/probe.mjs" "$line" ;;
  esac
done
`;

describe.skipIf(missing !== undefined)(
  `the host firewall in the kernel${missing === undefined ? "" : `: skipped, ${missing}`}`,
  { timeout: 60_000 },
  () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "hotline-firewall-"));
      writeFileSync(join(folder, "server.mjs"), SERVER);
      writeFileSync(join(folder, "probe.mjs"), PROBE);
      writeFileSync(join(folder, "namespaces.sh"), NAMESPACES);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const probe = (name: CaseName, lines: readonly string[]) => probeRules(rulesOf(name), lines);

    function probeRules(text: string, lines: readonly string[]): readonly number[] {
      const rules = join(folder, "rules.nft");
      writeFileSync(rules, text);
      const output = execFileSync("unshare", ["-n", "bash", join(folder, "namespaces.sh"), ...lines], {
        env: { ...process.env, RULES: rules, FOLDER: folder, NODE: process.execPath },
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
        timeout: 50_000,
      });
      return output.trim().split("\n").map(Number);
    }

    it.each(CASE_NAMES)("takes the rules of %s, twice as well as once", (name) => {
      const file = join(folder, "check.nft");
      writeFileSync(file, rulesOf(name));
      const load = `nft -c -f ${file} && nft -f ${file} && nft -f ${file} && nft list table inet hotline`;
      const listed = execFileSync("unshare", ["-n", "bash", "-c", load], { encoding: "utf8" });
      expect(listed).toContain("chain switch");
    });

    it("lets in who belongs and drops everybody else, published ports and IPv6 too", () => {
      const open: readonly (readonly [string, number])[] = [
        ["10.9.0.1 10.1.0.11 udp 5060 1", 1],
        ["10.9.0.2 10.1.0.11 tcp 5060", 1],
        ["10.9.0.1 10.1.0.11 udp 16384 1", 1],
        ["10.20.3.4 10.1.0.11 tcp 7443", 1],
        ["10.20.3.4 10.1.0.11 tcp 443", 1],
        // By default operators and monitoring sit where agents do; the host's containers reach both ports.
        ["10.20.3.4 10.1.0.11 tcp 7480", 1],
        ["10.20.3.4 10.1.0.11 tcp 7481", 1],
        // Not the switch's: left alone.
        ["10.99.0.1 10.1.0.11 tcp 9100", 1],
        ["fd00::99 fd00::11 tcp 9100", 1],
        ["10.99.0.1 10.1.0.11 udp 5060 1", 0],
        ["10.99.0.1 10.1.0.11 tcp 5060", 0],
        ["10.99.0.1 10.1.0.11 udp 16384 1", 0],
        ["10.99.0.1 10.1.0.11 tcp 7443", 0],
        ["10.99.0.1 10.1.0.11 tcp 8021", 0],
        ["10.99.0.1 10.1.0.11 tcp 5432", 0],
        ["10.99.0.1 10.1.0.11 tcp 443", 0],
        // One who belongs at one port does not at another.
        ["10.20.3.4 10.1.0.11 udp 5060 1", 0],
        ["10.20.3.4 10.1.0.11 tcp 5432", 0],
        ["10.9.0.1 10.1.0.11 tcp 7443", 0],
        ["10.9.0.1 10.1.0.11 tcp 8021", 0],
        ["10.99.0.1 10.1.0.11 tcp 7480", 0],
        ["10.99.0.1 10.1.0.11 tcp 7481", 0],
        ["10.9.0.1 10.1.0.11 tcp 7480", 0],
        ["10.9.0.1 10.1.0.11 tcp 7481", 0],
        ["fd00::99 fd00::11 tcp 7480", 0],
        ["fd00::99 fd00::11 tcp 7481", 0],
        ["fd00::99 fd00::11 udp 5060 1", 0],
        ["fd00::99 fd00::11 udp 16384 1", 0],
        ["fd00::99 fd00::11 tcp 7443", 0],
        ["fd00::99 fd00::11 tcp 8021", 0],
      ];
      const answers = probe(
        "docker single",
        open.map(([line]) => line),
      );
      expect(open.map(([line], index) => [line, answers[index]])).toEqual(open);
    });

    it("lets the other node of a pair reach the database, and no one else", () => {
      const callers = ["10.1.0.12", "10.20.3.4", "10.99.0.1"];
      expect(
        probe(
          "docker pair",
          callers.map((caller) => `${caller} 10.1.0.11 tcp 5432`),
        ),
      ).toEqual([1, 0, 0]);
    });

    it("lets the other node reach the controller but not the figures, and containers of the host both", () => {
      expect(
        probe("docker pair", [
          "10.1.0.12 10.1.0.11 tcp 7480",
          "10.1.0.12 10.1.0.11 tcp 7481",
          "10.99.0.1 10.1.0.11 tcp 7480",
          "container 10.1.0.11 tcp 7480",
          "container 10.1.0.11 tcp 7481",
          "container 10.1.0.11 tcp 8021",
        ]),
      ).toEqual([1, 0, 0, 1, 1, 0]);
    });

    it("gives operators and monitoring networks of their own", () => {
      const [operator, monitoring, agent] = ["10.30.0.5", "10.40.0.5", "10.20.3.4"];
      const plan = planCallCenter(
        Province.parse({
          ...CASES["docker single"](),
          sites: {
            main: {
              ...CASES["docker single"]().sites.main,
              operatorNetworks: ["10.30.0.0/16"],
              monitoringNetworks: ["10.40.0.0/16"],
            },
          },
        }),
      );
      const callers = [operator, monitoring, agent].flatMap((from) => [
        `${from} 10.1.0.11 tcp 7480`,
        `${from} 10.1.0.11 tcp 7481`,
      ]);
      expect(probeRules(itemOf(plan, "host-firewall", "media-firewall").rules, callers)).toEqual([1, 0, 0, 1, 0, 0]);
    });

    it("holds one gateway that floods to its rate and leaves the other alone", () => {
      const [flood = 0, other = 0] = probe("docker single", [
        "10.9.0.1 10.1.0.11 udp 5060 5000",
        "10.9.0.2 10.1.0.11 udp 5060 20",
      ]);
      expect(flood).toBeGreaterThanOrEqual(300);
      expect(flood).toBeLessThan(1500);
      expect(other).toBe(20);
    });
  },
);
