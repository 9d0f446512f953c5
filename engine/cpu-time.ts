import { readFileSync } from "node:fs";

/** Clock ticks a second in /proc on Linux. */
const TICKS = 100;

/** CPU-seconds, user and system, of this process and of the children it has waited for; undefined outside Linux. */
export function cpuSeconds(): number | undefined {
  try {
    const stat = readFileSync("/proc/self/stat", "utf8");
    // Fields 14 to 17 of proc_pid_stat(5), counted after the command's name, which may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
  } catch {
    return undefined;
  }
}
