import type { UA } from "jssip";
import Dialog from "jssip/lib/Dialog.js";
import type { RTCSession } from "jssip/lib/RTCSession";
import Session from "jssip/lib/RTCSession.js";
import type { RememberedDialog } from "./dialog-memory.ts";

/**
 * JsSIP 3.13.8 has no public way to go on with a call that an earlier page held, nor to live through a lost network.
 * This file is the only one that reaches behind its interface; a live test does so on a real FreeSWITCH.
 */
interface Uri {
  toString(): string;
}
interface DialogInside {
  readonly _id: { readonly call_id: string; readonly local_tag: string; readonly remote_tag: string };
  readonly _local_uri: Uri;
  readonly _remote_uri: Uri;
  readonly _remote_target: Uri;
  readonly _route_set: readonly string[];
  _local_seqnum: number | undefined;
  readonly _remote_seqnum: number | undefined;
}
interface SessionInside {
  _status: number;
  _id: string;
  _direction: string;
  _contact: string;
  _from_tag: string;
  _to_tag: string;
  _start_time: Date;
  _is_confirmed: boolean;
  _localMediaStream: MediaStream;
  _dialog: DialogInside | undefined;
  _createRTCConnection: (configuration: RTCConfiguration) => void;
  _sendReinvite: (options: {
    readonly rtcOfferConstraints: RTCOfferOptions;
    readonly eventHandlers: { readonly succeeded: () => void; readonly failed: () => void };
  }) => void;
  _ended: (originator: string, message: null, cause: string) => void;
  terminate: (options?: { readonly cause?: string }) => void;
  onTransportError: () => void;
  onRequestTimeout: () => void;
  onDialogError: () => void;
}
interface UaInside {
  readonly _transport: {
    readonly socket: { readonly disconnect: () => void };
    readonly _onDisconnect: (error: boolean) => void;
  };
  readonly _sessions: Record<string, unknown>;
  readonly normalizeTarget: (target: string) => Uri | undefined;
  /** Public, and missing in its types. */
  readonly sendOptions: (
    target: string,
    body: string,
    options: { readonly eventHandlers: { readonly succeeded: () => void; readonly failed: () => void } },
  ) => unknown;
}

const CONFIRMED = 9;
/** The media path is lost; JsSIP would hang up. */
const MEDIA_LOST = "RTP Timeout";
/** Requests that the earlier page sent without having time to remember them. */
const SEQUENCE_MARGIN = 50;

function inside(session: RTCSession): SessionInside {
  return session as unknown as SessionInside;
}

/** A lost network ends no call by itself: neither failed ICE nor a request that found no way out. */
export function outliveTheNetwork(session: RTCSession, lost: () => void): void {
  const within = inside(session);
  const terminate = within.terminate.bind(session);
  within.terminate = (options) => {
    if (options?.cause === MEDIA_LOST) lost();
    else terminate(options);
  };
  for (const name of ["onTransportError", "onRequestTimeout"] as const) {
    const usual = within[name].bind(session);
    within[name] = () => {
      if (within._status === CONFIRMED) lost();
      else usual();
    };
  }
  // 481 or 408: the switch has no such call any more, so there is nobody to say goodbye to.
  within.onDialogError = () => within._ended("remote", null, "Dialog Error");
}

/** Gives a connection up that only looks alive; JsSIP then makes a new one. No call ends by it. */
export function dropConnection(ua: UA): void {
  const { _transport: transport } = uaInside(ua);
  // A dead one may take minutes to close, so nobody waits for it.
  transport.socket.disconnect();
  transport._onDisconnect(true);
}

/** Asks the switch whether it is there; whatever it answers, it is. */
export function askWhetherAlive(ua: UA, domain: string, answered: () => void): void {
  uaInside(ua).sendOptions(`sip:${domain}`, "", { eventHandlers: { succeeded: answered, failed: answered } });
}

export type OfferOutcome = "taken" | "refused" | "not-now";

/** Offers all media anew over the call's own dialog: new ICE candidates and, on a new connection, new DTLS keys. */
export function offerAnew(session: RTCSession): Promise<OfferOutcome> {
  if (!session.isEstablished() || !session.isReadyToReOffer()) return Promise.resolve("not-now");
  return new Promise((resolve) => {
    inside(session)._sendReinvite({
      rtcOfferConstraints: { iceRestart: true },
      eventHandlers: { succeeded: () => resolve("taken"), failed: () => resolve("refused") },
    });
  });
}

type Facts = Pick<RememberedDialog, "agent" | "node" | "answeredAt" | "call">;

/** What a later page needs to go on; undefined while the call is not answered. */
export function dialogOf(session: RTCSession, facts: Facts): RememberedDialog | undefined {
  const dialog = inside(session)._dialog;
  if (dialog === undefined || inside(session)._status !== CONFIRMED) return undefined;
  return {
    ...facts,
    direction: inside(session)._direction === "outgoing" ? "outgoing" : "incoming",
    callId: dialog._id.call_id,
    localTag: dialog._id.local_tag,
    remoteTag: dialog._id.remote_tag,
    localUri: dialog._local_uri.toString(),
    remoteUri: dialog._remote_uri.toString(),
    remoteTarget: dialog._remote_target.toString(),
    routes: dialog._route_set,
    localSequence: dialog._local_seqnum ?? 0,
    remoteSequence: dialog._remote_seqnum ?? 0,
    seenAt: Date.now(),
  };
}

/** A session that stands where the earlier page's stood; media are then negotiated by `offerAnew`. */
export function resume(ua: UA, dialog: RememberedDialog, microphone: MediaStream): RTCSession {
  const session = new Session(ua);
  const within = inside(session);
  const uas = dialog.direction === "incoming";
  within._direction = dialog.direction;
  within._contact = ua.contact.toString();
  within._from_tag = uas ? dialog.remoteTag : dialog.localTag;
  within._to_tag = uas ? dialog.localTag : dialog.remoteTag;
  within._id = dialog.callId + within._from_tag;
  within._start_time = new Date(dialog.answeredAt);
  within._localMediaStream = microphone;
  within._createRTCConnection({ iceServers: [] });
  for (const track of microphone.getTracks()) session.connection.addTrack(track, microphone);
  within._dialog = new Dialog(session, messageOf(ua, dialog), "UAS");
  within._dialog._local_seqnum = dialog.localSequence + SEQUENCE_MARGIN;
  within._is_confirmed = true;
  within._status = CONFIRMED;
  uaInside(ua)._sessions[within._id] = session;
  return session;
}

function uaInside(ua: UA): UaInside {
  return ua as unknown as UaInside;
}

/** As much of a message as the dialog reads when it is made. Its sides are those of whoever was called. */
function messageOf(ua: UA, dialog: RememberedDialog) {
  const uri = (text: string): Uri => {
    const found = uaInside(ua).normalizeTarget(text);
    if (found === undefined) throw new TypeError(`no SIP address: ${text}`);
    return found;
  };
  const headers: Readonly<Record<string, string>> = {
    contact: dialog.remoteTarget,
    to: dialog.localUri,
    from: dialog.remoteUri,
  };
  return {
    call_id: dialog.callId,
    to_tag: dialog.localTag,
    from_tag: dialog.remoteTag,
    cseq: dialog.remoteSequence,
    hasHeader: (name: string) => name in headers,
    parseHeader: (name: string) => ({ uri: uri(headers[name] ?? "") }),
    getHeaders: () => dialog.routes,
  };
}
