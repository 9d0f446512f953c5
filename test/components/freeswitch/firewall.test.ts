import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { itemOf } from "../../../planning/references.ts";
import { CASES, type CaseName } from "../cases.ts";

const rulesOf = (name: CaseName) => itemOf(planCallCenter(CASES[name]()), "host-firewall", "media-firewall").rules;

describe("the host firewall", () => {
  it("lets gateways reach the trunk port, agents the browser port and nobody else anything of the switch", () => {
    expect(
      rulesOf("docker single").replace(
        /^ {2}set (?:trunk_messages|peer_messages|agent_messages|operator_greetings) \{[^}]*\}\n/gm,
        "",
      ),
    ).toBe(`# anhui: who may reach the switch
table inet hotline
delete table inet hotline
table inet hotline {
  set trunks {
    type ipv4_addr
    flags interval
    auto-merge
    elements = { 10.9.0.1, 10.9.0.2 }
  }
  set peers {
    type ipv4_addr
    flags interval
    auto-merge
  }
  set agents {
    type ipv4_addr
    flags interval
    auto-merge
    elements = { 10.20.0.0/16 }
  }
  set nodes {
    type ipv4_addr
    flags interval
    auto-merge
    elements = { 10.1.0.11 }
  }
  set operators {
    type ipv4_addr
    flags interval
    auto-merge
    elements = { 10.20.0.0/16 }
  }
  set monitoring {
    type ipv4_addr
    flags interval
    auto-merge
    elements = { 10.20.0.0/16 }
  }
  chain switch {
    type filter hook input priority filter; policy accept;
    iifname "lo" accept
    # one source alone can't keep the switch busy: ten messages for each leg that it may start in a second
    ip saddr @trunks meta l4proto { tcp, udp } th dport 5060 update @trunk_messages { ip saddr limit rate over 300/second burst 300 packets } drop
    ip saddr @trunks meta l4proto { tcp, udp } th dport 5060 accept
    ip saddr @peers meta l4proto { tcp, udp } th dport 5080 update @peer_messages { ip saddr limit rate over 300/second burst 300 packets } drop
    ip saddr @peers meta l4proto { tcp, udp } th dport 5080 accept
    # the desk and a monitoring beside the switch
    iifname { "docker0", "br-*" } tcp dport { 7480, 7481 } accept
    ip saddr @operators tcp dport 7480 ct state new update @operator_greetings { ip saddr limit rate over 50/second burst 50 packets } drop
    ip saddr @operators tcp dport 7480 accept
    ip saddr @monitoring tcp dport 7481 accept
    ip saddr @agents tcp dport 7443 ct state new update @agent_messages { ip saddr limit rate over 200/second burst 200 packets } drop
    ip saddr @agents tcp dport 7443 accept
    ip saddr @trunks udp dport 16384-17231 accept
    ip saddr @peers udp dport 16384-17231 accept
    ip saddr @agents udp dport 16384-17231 accept
    meta l4proto { tcp, udp } th dport { 5060, 5070, 5080, 7443, 8021, 7480, 7481 } drop
    udp dport 16384-17231 drop
  }
  chain published {
    type filter hook prerouting priority dstnat - 10; policy accept;
    iifname { "lo", "docker0", "br-*" } accept
    fib daddr type local tcp dport 5432 ip saddr @nodes accept
    fib daddr type local tcp dport 5432 drop
    fib daddr type local tcp dport 443 ip saddr @agents accept
    fib daddr type local tcp dport 443 drop
  }
}
`);
  });

  it("takes media from anywhere only where a carrier's border controllers send it", () => {
    expect(rulesOf("kubernetes integrated")).toMatch(/^ {4}meta nfproto ipv4 udp dport 16384-\d+ accept$/m);
    expect(rulesOf("docker pair")).not.toMatch(/^ {4}meta nfproto ipv4 udp dport 16384-\d+ accept$/m);
  });

  it("lets telephones of a hotline register, and opens no browser port for them", () => {
    expect(rulesOf("hotline analog")).toContain("ip saddr @agents meta l4proto { tcp, udp } th dport 5070 accept");
    expect(rulesOf("hotline analog")).not.toContain("dport 7443 accept");
    expect(rulesOf("hotline analog")).not.toContain("dport 443 ");
  });

  it("closes what Docker publishes, and has nothing to close on a cluster", () => {
    expect(rulesOf("docker pair")).toContain("elements = { 10.1.0.11, 10.1.0.12 }");
    expect(rulesOf("kubernetes integrated")).not.toContain("chain published");
  });

  it("lets the other node and operators talk to the controller, and the host's containers only where there are some", () => {
    expect(rulesOf("docker pair")).toContain("ip saddr @nodes tcp dport 7480 accept");
    expect(rulesOf("docker single")).not.toContain("ip saddr @nodes tcp dport 7480");
    expect(rulesOf("kubernetes integrated")).not.toContain('iifname { "docker0"');
    expect(rulesOf("kubernetes integrated")).toContain("ip saddr @operators tcp dport 7480 accept");
  });
});
