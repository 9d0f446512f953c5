import { existsSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { UserError } from "../../provinces/finding.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { say } from "../messages.ts";
import { engineFor, requestFor, snapshotsFolder } from "../offline.ts";
import { type PlannedProvince, selectSound } from "../selection.ts";
import { toolkitVersion } from "../version.ts";

/** Publishes or shows the redacted snapshot of a stack's state. */
export async function run(invocation: Invocation): Promise<ExitCode> {
  const [action, id = ""] = invocation.arguments;
  const [province] = selectSound(invocation, [id]);
  if (province === undefined) return 1;
  return action === "publish" ? publish(invocation, province) : show(invocation, province);
}

async function publish(invocation: Invocation, province: PlannedProvince): Promise<ExitCode> {
  const { stack } = province.plan.identity;
  const { exportState, passphraseOf } = await import("../../engine/snapshot/export.ts");
  const { publishSnapshot } = await import("../../engine/snapshot/publish.ts");
  const engine = await engineFor(invocation);
  const request = requestFor(invocation, province, engine);
  const path = await publishSnapshot({
    ...request,
    folder: snapshotsFolder(invocation),
    exported: await exportedText(invocation, () => exportState(request)),
    passphrase: passphraseOf(process.env),
    planned: { province: province.loaded.province, plan: province.plan },
    hotline: toolkitVersion(),
    at: new Date().toISOString(),
  });
  invocation.terminal.out(say(invocation.language, "snapshotWritten", { stack, path: shortPath(path) }));
  return 0;
}

async function exportedText(invocation: Invocation, fromBackend: () => Promise<string>): Promise<string> {
  const from = invocation.value("from");
  if (from === undefined) return fromBackend();
  // Standard input, so that an export with its secrets in plain need not touch a disk.
  if (from === "-") return text(process.stdin);
  const path = resolve(from);
  if (!existsSync(path))
    throw new UserError([
      { code: "EXPORT_UNREADABLE", where: { file: from }, facts: { stack: "", reason: "there is no such file" } },
    ]);
  return readFileSync(path, "utf8");
}

async function show(invocation: Invocation, province: PlannedProvince): Promise<ExitCode> {
  const { language, terminal } = invocation;
  const { stack } = province.plan.identity;
  const { readRecordedState, snapshotPath } = await import("../../engine/recorded-state.ts");
  const { daysBetween } = await import("../../engine/compared-with.ts");
  const path = snapshotPath(snapshotsFolder(invocation), stack);
  if (!existsSync(path)) throw new UserError([{ code: "SNAPSHOT_MISSING", where: {}, facts: { stack } }]);
  const state = readRecordedState(path, stack);
  if (invocation.value("format") === "json") {
    const { resources, planned: _planned, ...told } = state;
    terminal.out(JSON.stringify({ ...told, resources: resources.length }));
    return 0;
  }
  const plugins = Object.entries(state.versions?.plugins ?? {}).map(([name, version]) => `${name} ${version}`);
  terminal.out(
    say(language, "snapshotShown", {
      stack,
      at: state.at,
      days: daysBetween(state.at),
      revision: `${state.revision?.slice(0, 12) ?? "-"}${state.dirty === true ? "+" : ""}`,
      hotline: state.versions?.hotline ?? "-",
      engine: state.engine,
      plugins: plugins.join(", "),
      resources: state.resources.length,
      path: shortPath(path),
    }),
  );
  return 0;
}

function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short;
}
