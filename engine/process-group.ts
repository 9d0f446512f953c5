import type { ChildProcess } from "node:child_process";

/** Signals a child that was started `detached`, and all that it has started itself. */
export function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, signal);
  } catch {
    // Gone already.
  }
}
