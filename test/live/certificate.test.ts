import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { findFreeSwitch, TrialSwitch } from "./freeswitch.ts";
import { pairTrees, TrialNode } from "./media-pair.ts";
import { SipLine } from "./sip-line.ts";

/**
 * The certificate that agents' browsers are shown, on a real switch: which TLS, when it ends, what happens to one that
 * can't be used. Certificates are OpenSSL's. Does not prove: a browser's own judgement.
 */
const found = findFreeSwitch();
const NET = 59;
const ADDRESS = `127.12.${NET}.1`;
const DAY = 24 * 3600;

describe.skipIf("missing" in found)(
  `the agents' certificate${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  { timeout: 90_000 },
  () => {
    const folder = mkdtempSync(join(tmpdir(), "hotline-tls-"));
    let node: TrialNode;

    /** PEM files as a secret set brings them; times in days from now. */
    function issue(from: number, until: number): void {
      const stamp = (days: number) =>
        `${new Date(Date.now() + days * DAY * 1000)
          .toISOString()
          .replaceAll(/[-:T]|\.\d+/g, "")
          .slice(0, 14)}Z`;
      const openssl = (...words: readonly string[]) => execFileSync("openssl", words, { cwd: folder, stdio: "pipe" });
      openssl(
        "req",
        "-new",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=desk.12333.example",
        "-keyout",
        "tls.key",
        "-out",
        "request",
      );
      rmSync(join(folder, "index"), { force: true });
      execFileSync("bash", ["-c", ": > index; echo 01 > serial"], { cwd: folder });
      execFileSync(
        "bash",
        [
          "-c",
          "printf '[ca]\\ndefault_ca=c\\n[c]\\ndatabase=index\\nserial=serial\\nnew_certs_dir=.\\ndefault_md=sha256\\npolicy=p\\n[p]\\ncommonName=supplied\\n' > ca.conf",
        ],
        { cwd: folder },
      );
      openssl(
        "ca",
        "-batch",
        "-config",
        "ca.conf",
        "-selfsign",
        "-keyfile",
        "tls.key",
        "-in",
        "request",
        "-notext",
        "-startdate",
        stamp(from),
        "-enddate",
        stamp(until),
        "-out",
        "tls.crt",
      );
    }

    async function figures(): Promise<(name: string) => number | undefined> {
      const text = await (await fetch(`http://${ADDRESS}:${MEDIA_PORTS.metrics}/metrics`)).text();
      return (name) => {
        const value = new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1];
        return value === undefined ? undefined : Number(value);
      };
    }

    function offers(version: string): boolean {
      const hello = `openssl s_client -connect ${ADDRESS}:${MEDIA_PORTS.wss} ${version} -cipher 'ALL:@SECLEVEL=0' < /dev/null 2>&1`;
      return /Cipher is (?!\(NONE\))/.test(execFileSync("bash", ["-c", `${hello} || true`], { encoding: "utf8" }));
    }

    async function start(): Promise<void> {
      if ("missing" in found) return;
      const trial = await TrialSwitch.prepare(found.binary, ADDRESS, {
        NODE_NAME: "host-a",
        START_ROLE: "owner",
        TLS_DIR: folder,
      });
      trial.write(pairTrees(NET));
      node = new TrialNode("host-a", trial);
      node.startController();
      await trial.start();
      await until(async () => (await figures())("hotline_certificate_served_expiry_seconds") !== undefined, 30_000);
    }
    async function stop(): Promise<void> {
      await node.killController();
      await node.switch.dispose();
    }

    beforeAll(() => issue(-1, 3));
    afterAll(async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it("is shown over TLS 1.2 and 1.3 and nothing older, and its end is a figure", async () => {
      await start();
      expect(["-tls1", "-tls1_1", "-tls1_2", "-tls1_3"].map(offers)).toEqual([false, false, true, true]);
      const figure = await figures();
      const left = (figure("hotline_certificate_expiry_seconds") ?? 0) - Date.now() / 1000;
      expect(left / DAY).toBeCloseTo(3, 2);
      expect(figure("hotline_certificate_served_expiry_seconds")).toBe(figure("hotline_certificate_expiry_seconds"));
      expect(figure("hotline_certificate_current")).toBe(1);
    });

    it("tells that a renewed one is there and not yet shown", async () => {
      issue(-1, 90);
      const figure = await figures();
      const days = (name: string) => ((figure(name) ?? 0) - Date.now() / 1000) / DAY;
      expect(days("hotline_certificate_expiry_seconds")).toBeCloseTo(90, 2);
      expect(days("hotline_certificate_served_expiry_seconds")).toBeCloseTo(3, 2);
      expect(figure("hotline_certificate_current")).toBe(0);
      await stop();
    });

    it("tells of one that has ended, which the switch shows all the same", async () => {
      issue(-30, -2);
      await start();
      const figure = await figures();
      for (const name of ["hotline_certificate_expiry_seconds", "hotline_certificate_served_expiry_seconds"])
        expect(((figure(name) ?? 0) - Date.now() / 1000) / DAY).toBeCloseTo(-2, 2);
      await stop();
    });

    it("does not take the trunks with it when its key is another's", async () => {
      issue(-1, 90);
      execFileSync("openssl", ["genrsa", "-out", "tls.key", "2048"], { cwd: folder, stdio: "pipe" });
      await start();
      expect(node.switch.log).toContain("hotline: the agents' certificate and key can't be used");
      expect((await figures())("hotline_certificate_current")).toBe(0);
      const gateway = await SipLine.open(`127.12.${NET}.9`);
      // A standby's answer: its controller waits for the other node, and the trunk is there.
      expect((await gateway.options({ host: ADDRESS, port: MEDIA_PORTS.trunk })).status).toBe(503);
      gateway.close();
    });
  },
);

async function until(holds: () => Promise<boolean>, milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
