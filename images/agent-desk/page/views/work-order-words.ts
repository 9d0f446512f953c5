import type { DEMANDS, OUTCOMES, STATUSES } from "../../contract/work-order.ts";
import type { MessageKey } from "../messages.ts";

export const DEMAND_WORDS: Readonly<Record<(typeof DEMANDS)[number], MessageKey>> = {
  inquiry: "demandInquiry",
  request: "demandRequest",
  complaint: "demandComplaint",
  report: "demandReport",
  suggestion: "demandSuggestion",
  praise: "demandPraise",
};

export const OUTCOME_WORDS: Readonly<Record<(typeof OUTCOMES)[number], MessageKey>> = {
  resolved: "outcomeResolved",
  "handed-over": "outcomeHandedOver",
  "call-back": "outcomeCallBack",
  transferred: "outcomeTransferred",
  unresolved: "outcomeUnresolved",
};

export const STATUS_WORDS: Readonly<Record<(typeof STATUSES)[number], MessageKey>> = {
  open: "statusOpen",
  "handed-over": "statusHandedOver",
  closed: "statusClosed",
};

export const STEP_WORDS: Readonly<Record<string, MessageKey>> = {
  opened: "stepOpened",
  "handed-over": "stepHandedOver",
  answered: "stepAnswered",
  returned: "stepReturned",
  "called-back": "stepCalledBack",
  closed: "stepClosed",
  reopened: "stepReopened",
  noted: "stepNoted",
};
