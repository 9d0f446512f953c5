import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Measurement, measure } from "./measure.ts";

const FOLDERS = [
  "provinces",
  "planning",
  "components",
  "platforms",
  "stacks",
  "package.json",
  "Pulumi.yaml",
  "tsconfig.json",
];
const SECRETS = [
  "event-socket-password",
  "database-password",
  "desk-session-key",
  "desk-tls-certificate",
  "desk-tls-key",
  "backup-access-key",
  "backup-secret-key",
  "provider-sip-password",
];

/** The same province by Pulumi's own command line, language host and plugin, in a copy of the checkout. */
export async function plainPreview(request: {
  root: string;
  stack: string;
  runs: number;
}): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), "hotline-plain-"));
  try {
    for (const name of FOLDERS) cpSync(join(request.root, name), join(folder, name), { recursive: true });
    symlinkSync(join(request.root, "node_modules"), join(folder, "node_modules"));
    mkdirSync(join(folder, "state"));
    const environment = {
      ...process.env,
      PATH: `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`,
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "bench",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
    const pulumi = (args: readonly string[]) => {
      const { status, stderr } = spawnSync("pulumi", [...args, "--cwd", folder, "--non-interactive"], {
        env: environment,
        encoding: "utf8",
      });
      if (status !== 0) throw new Error(`pulumi ${args.join(" ")}: ${stderr}`);
    };
    pulumi(["stack", "init", request.stack]);
    for (const secret of SECRETS)
      pulumi(["config", "set", `hotline:${secret}`, "synthetic", "--secret", "--stack", request.stack]);
    const results: Measurement[] = [];
    for (let run = 0; run < request.runs; run++) {
      const result = await measure(
        ["pulumi", "preview", "--stack", request.stack, "--cwd", folder, "--non-interactive"],
        environment,
      );
      if (result.exitCode !== 0) throw new Error(`pulumi preview exited with ${result.exitCode}: ${result.stdout}`);
      results.push(result);
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
