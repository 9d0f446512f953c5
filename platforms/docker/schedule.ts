import { CronExpressionParser } from "cron-parser";
import type { Seconds } from "../../provinces/units.ts";

/**
 * Docker starts nothing by the clock, and a host's own cron is out of the daemon's reach: the job's container stays
 * and asks every minute whether its time has come. China has one time zone and no summer time, so UTC+8 needs no table.
 * A run that outlasts its next start is not doubled; a start missed while the host was down is not made up.
 * Throws on a schedule that is no cron expression of five fields.
 */
export function scheduleScript(schedule: string, deadline: Seconds, lastRun = LAST_RUN): string {
  if (schedule.trim().split(/\s+/).length !== 5) throw new Error(`schedule "${schedule}" must have five fields`);
  const { minute, hour, dayOfMonth, month, dayOfWeek } = CronExpressionParser.parse(schedule).fields;
  // As cron has it: when both days are restricted, either will do.
  const day =
    dayOfMonth.isWildcard || dayOfWeek.isWildcard
      ? `listed "$3" "${list(dayOfMonth.values)}" && listed "0$5" "${list(dayOfWeek.values)}"`
      : `{ listed "$3" "${list(dayOfMonth.values)}" || listed "0$5" "${list(dayOfWeek.values)}"; }`;
  return `trap 'kill "$!" 2>/dev/null; exit 0' TERM INT
listed() { case " $2 " in *" $1 "*) return 0 ;; esac; return 1; }
due() { listed "$1" "${list(minute.values)}" && listed "$2" "${list(hour.values)}" && listed "$4" "${list(month.values)}" && ${day}; }
echo 0 > ${lastRun}
while :; do
  sleep "$((60 - $(date +%s) % 60))" & wait "$!"
  due $(TZ=CST-8 date '+%M %H %d %m %w') || continue
  timeout ${deadline} "$@" & wait "$!"
  echo "$?" > ${lastRun}
done
`;
}

/** Exit status of the last run, in the container's memory. */
export const LAST_RUN = "/tmp/last-run";

/** Unhealthy from a failed run to the next good one. */
export const SCHEDULE_HEALTH = ["CMD-SHELL", `test "$(cat ${LAST_RUN})" = 0`];

/** Two digits each, as `date` prints them; Sunday is 00 and not also 07. */
function list(values: readonly (number | string)[]): string {
  return [...new Set(values.map((value) => String(value).padStart(2, "0")))].join(" ");
}
