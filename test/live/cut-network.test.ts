import { execFile, execFileSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ROLE_TIMES } from "../../images/media-controller/role.ts";
import { findFreeSwitch } from "./freeswitch.ts";

/**
 * Two media nodes in network namespaces of their own, cut apart by dropped packets under a steady stream of callers.
 * Does not prove: a gateway's own choice of node, a cut of one gateway from one node only (role.test.ts).
 */
const missing = whatIsMissing();

function whatIsMissing(): string | undefined {
  const found = findFreeSwitch();
  if ("missing" in found) return found.missing;
  try {
    execFileSync("unshare", ["-n", "bash", "-c", "ip link add br0 type bridge && nft list ruleset"], { stdio: "pipe" });
    return undefined;
  } catch {
    return "no nft or no right to a network namespace";
  }
}

const Taken = z.record(z.string(), z.number());
const Seen = z.object({
  link: z.object({ secondOwns: z.number(), taken: Taken, doubles: z.number(), healed: z.number() }),
  host: z.object({
    taken: z.number(),
    steppedDown: z.number(),
    calls: Taken,
    doubles: z.number(),
    healed: z.number(),
    roles: z.string(),
  }),
  reversed: z.object({
    firstOwns: z.number(),
    taken: Taken,
    doubles: z.number(),
    healed: z.number(),
    handedOver: z.number(),
  }),
  calls: z.number(),
  nobody: z.number(),
});

describe.skipIf(missing !== undefined)(
  `two media nodes cut apart${missing === undefined ? "" : `: skipped, ${missing}`}`,
  () => {
    let seen: z.infer<typeof Seen>;
    /** What a busy machine may add to a protocol's own time. */
    const slack = 3;

    beforeAll(async () => {
      const scenario = join(import.meta.dirname, "cut-network.scenario.ts");
      const { stdout } = await promisify(execFile)("unshare", ["-n", process.execPath, scenario], { timeout: 280_000 });
      const line = stdout.trim().split("\n").at(-1) ?? "";
      console.log(line);
      seen = Seen.parse(JSON.parse(line));
    }, 300_000);

    it("makes a second owner when only the link is cut, whom nobody calls and who offers nobody a call", () => {
      const { link } = seen;
      expect(link.secondOwns).toBeGreaterThan(ROLE_TIMES.fence / 1000);
      expect(link.secondOwns).toBeLessThan(ROLE_TIMES.takeOver / 1000 + slack);
      expect(Object.keys(link.taken)).toEqual(["host-a"]);
      expect(link.taken["host-a"]).toBeGreaterThan(5);
      expect(link.doubles).toBe(0);
      expect(link.healed).toBeLessThan(slack);
    });

    it("hands the callers to the second when the first is cut from everything, and leaves them there when it is back", () => {
      const { host } = seen;
      expect(host.taken).toBeLessThan(ROLE_TIMES.takeOver / 1000 + slack);
      expect(host.steppedDown).toBeLessThan(ROLE_TIMES.takeOver / 1000 + slack);
      expect(host.calls["host-a"]).toBeUndefined();
      expect(host.calls["host-b"]).toBeGreaterThan(2);
      expect(host.doubles).toBe(0);
      expect(host.roles).toBe("standby owner");
    });

    it("comes back to the first when the second owned and the link was cut; a double offer may stand until it is healed", () => {
      const { reversed } = seen;
      expect(reversed.firstOwns).toBeLessThan(ROLE_TIMES.takeOver / 1000 + slack);
      expect(reversed.taken["nobody"]).toBeUndefined();
      expect(reversed.doubles).toBeLessThanOrEqual(4);
      expect(reversed.healed).toBeLessThan(slack);
      expect(reversed.handedOver).toBeLessThan(30);
      // Only those who called while the first was cut off and the second did not know yet.
      expect(seen.nobody).toBeLessThanOrEqual(4);
    });
  },
);
