/** Milliseconds without which the protocol's promises do not hold; README.md says what follows from each. */
export const ROLE_TIMES = {
  /** How often everything is looked at. */
  tick: 500,
  /** Longest wait for one answer. */
  answer: 700,
  /** An owner that has seen neither its peer nor any witness for this long steps down. */
  fence: 3_000,
  /** A standby that has had no sign of the owner for this long takes over; later than the fence and what it takes. */
  takeOver: 5_000,
  /** At the start of a site the first node gets this long to be ready before the second takes its place. */
  firstStart: 15_000,
} as const;

export type Role = "owner" | "standby";

/** What a node tells its peer about itself. */
export interface NodeReport {
  readonly node: string;
  /** Of the process that says it, and when by its own clock: what arrives late must not undo what came after. */
  readonly run: string;
  readonly at: number;
  readonly role: Role;
  /** The switch answers, its profiles run, and the node is not about to stop. */
  readonly ready: boolean;
  /** Answered a moment ago. */
  readonly witnesses: number;
}

/** What one node knows; times in milliseconds of a monotonic clock. */
export interface View {
  readonly now: number;
  readonly startedAt: number;
  readonly self: {
    /** Gateways try this node's address first. */
    readonly first: boolean;
    readonly role: Role;
    readonly ready: boolean;
  };
  /** undefined on a node without a peer. */
  readonly peer: PeerView | undefined;
  readonly witnesses: {
    /** How many there are to ask. */
    readonly known: number;
    /** When one last answered. */
    readonly seenAt: number | undefined;
  };
}

export interface PeerView {
  /** Last report over the authenticated link, and when it came. */
  readonly report: NodeReport | undefined;
  readonly reportAt: number | undefined;
  /** When the peer's trunk last answered OPTIONS with 200, as only an owner's does. */
  readonly servedAt: number | undefined;
}

export interface Decision {
  readonly role: Role;
  readonly because: string;
}

/**
 * Which role this node must have. Two nodes have no majority, so the decision rests on order: gateways try the
 * first node and go to the second on refusal or silence, which makes two owners harmless to callers; no owner
 * would not be. A node that sees nobody at all is the one that is cut off.
 */
export function decideRole(view: View): Decision {
  const { self, peer } = view;
  const stay = (because: string): Decision => ({ role: self.role, because });
  if (!self.ready) return { role: "standby", because: "this node is not ready" };
  if (peer === undefined) return { role: "owner", because: "there is no other node" };
  return self.role === "owner" ? asOwner(view, peer, stay) : asStandby(view, peer, stay);
}

type Stay = (because: string) => Decision;

function asOwner(view: View, peer: PeerView, stay: Stay): Decision {
  const linked = isFresh(view, peer.reportAt, ROLE_TIMES.fence);
  if (linked && peer.report?.role === "owner")
    return view.self.first
      ? stay("both own; the first keeps the role, for gateways call it first")
      : { role: "standby", because: "both own; the first node keeps the role" };
  if (linked) return stay("the other node stands by");
  if (isFresh(view, view.witnesses.seenAt, ROLE_TIMES.fence)) return stay("the other node is silent, gateways answer");
  return { role: "standby", because: "neither the other node nor any gateway answers: this node is cut off" };
}

function asStandby(view: View, peer: PeerView, stay: Stay): Decision {
  const owner = (because: string): Decision => ({ role: "owner", because });
  const { report } = peer;
  // Only what is heard now is a reason to take the role; what was heard a moment ago is a reason to wait.
  if (report !== undefined && isFresh(view, peer.reportAt, ROLE_TIMES.fence)) {
    if (report.role === "owner") return stay("the other node owns");
    if (view.self.first && report.ready) return owner("nobody owns and this is the first node");
    if (report.ready) return stay("the first node is about to own");
    if (view.self.first) return owner("nobody owns and the other node is not ready");
    return sinceStart(view) >= ROLE_TIMES.firstStart || peer.servedAt !== undefined
      ? owner("nobody owns and the first node is not ready")
      : stay("the first node is starting");
  }
  if (isFresh(view, peer.reportAt, ROLE_TIMES.takeOver)) return stay("the other node is silent, not long enough yet");
  if (isFresh(view, peer.servedAt, ROLE_TIMES.takeOver))
    return stay("the other node's controller is silent, its trunk serves");
  // A node that was never heard of may be slower to start; the second gives the first more time.
  const patience = report === undefined && !view.self.first ? ROLE_TIMES.firstStart : ROLE_TIMES.takeOver;
  if (sinceStart(view) < patience) return stay("the other node may be starting");
  if (view.witnesses.known > 0 && !isFresh(view, view.witnesses.seenAt, ROLE_TIMES.fence))
    return stay("no gateway answers either: this node is cut off");
  return owner("the other node gave no sign of life, gateways answer");
}

/** An owner that no gateway reaches while they reach the other node gives the role away, as in a planned hand-over. */
export function mustGiveAway(view: View): boolean {
  const { self, peer, witnesses } = view;
  return (
    self.role === "owner" &&
    peer?.report !== undefined &&
    peer.report.ready &&
    peer.report.role === "standby" &&
    peer.report.witnesses > 0 &&
    isFresh(view, peer.reportAt, ROLE_TIMES.fence) &&
    witnesses.known > 0 &&
    sinceStart(view) > ROLE_TIMES.takeOver &&
    !isFresh(view, witnesses.seenAt, ROLE_TIMES.takeOver)
  );
}

function isFresh(view: View, seenAt: number | undefined, within: number): boolean {
  return seenAt !== undefined && view.now - seenAt <= within;
}

function sinceStart(view: View): number {
  return view.now - view.startedAt;
}
