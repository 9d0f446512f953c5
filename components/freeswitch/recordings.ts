import type { Ledger } from "../../planning/figures.ts";
import { isRecorded } from "../../planning/recorded-calls.ts";
import { RECORDING_BYTES_PER_SECOND, type RecordingFormat, recordingGiB } from "../../planning/recording-volume.ts";
import { USUAL_RETENTION } from "../../planning/retention.ts";
import type { Scope } from "../../planning/scope.ts";
import type { TrafficPlan } from "../../planning/traffic-plan.ts";
import type { Province } from "../../provinces/province.ts";

export interface RecordingPlan {
  readonly enabled: boolean;
  readonly notice: boolean;
  readonly format: RecordingFormat;
  readonly retentionDays: number;
  /** Recordings made here, with a reserve; 0 without recording. */
  readonly ownGiB: number;
  /** Copies of a provider's recordings; 0 when there is none. */
  readonly copiesGiB: number;
}

/** Space for recordings over their retention. Calls are shared between provider and retained seats by seats. */
export function planRecordings(
  province: Province,
  request: { scope: Scope; traffic: TrafficPlan; ledger: Ledger },
): RecordingPlan {
  const { scope, traffic, ledger } = request;
  const enabled = isRecorded(province);
  const notice = province.recording?.notice ?? true;
  const retentionDays = ledger.choose("recording.retentionDays", "d", {
    given: province.recording?.retentionDays,
    field: "recording.retentionDays",
    otherwise: USUAL_RETENTION.recordings,
    because: "two years; no national figure exists",
  });
  const format = province.recording?.format ?? "wav";
  if (!enabled) return { enabled, notice, format, retentionDays, ownGiB: 0, copiesGiB: 0 };
  const total = ledger.computed("recording.totalGiB", "GiB", {
    value: recordingGiB({
      callsPerYear: ledger.value("demand.callsPerYear"),
      humanShare: ledger.value("demand.humanShare"),
      talkSeconds: ledger.value("demand.talkSeconds"),
      retentionDays,
      format,
    }),
    formula: `1.2 x callsPerYear x humanShare x talkSeconds x ${RECORDING_BYTES_PER_SECOND[format]} B/s x retentionDays / 365`,
    from: ["demand.callsPerYear", "demand.humanShare", "demand.talkSeconds", "recording.retentionDays"],
  });
  const ownShare = shareAnsweredHere(scope, traffic);
  return {
    enabled,
    notice,
    format,
    retentionDays,
    ownGiB: Math.max(10, Math.ceil((total * ownShare) / 10) * 10),
    copiesGiB: ownShare < 1 ? Math.max(10, Math.ceil((total * (1 - ownShare)) / 10) * 10) : 0,
  };
}

function shareAnsweredHere(scope: Scope, traffic: TrafficPlan): number {
  if (scope.kind !== "department-edge" && scope.kind !== "provider-site") return 1;
  const all = Math.max(traffic.agents.seats, scope.retainedSeats, 1);
  return scope.retainedSeats >= all ? 0.5 : scope.retainedSeats / all;
}
