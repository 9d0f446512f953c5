/** Two classes of JsSIP that only session-internals.ts makes; its own types don't name them so. */
declare module "jssip/lib/Dialog.js" {
  import type { RTCSession } from "jssip/lib/RTCSession";

  export default class Dialog {
    constructor(owner: RTCSession, message: object, type: "UAS" | "UAC");
    readonly _id: { readonly call_id: string; readonly local_tag: string; readonly remote_tag: string };
    readonly _local_uri: { toString(): string };
    readonly _remote_uri: { toString(): string };
    readonly _remote_target: { toString(): string };
    readonly _route_set: readonly string[];
    _local_seqnum: number | undefined;
    readonly _remote_seqnum: number | undefined;
  }
}

declare module "jssip/lib/RTCSession.js" {
  import type { UA } from "jssip";
  import type { RTCSession } from "jssip/lib/RTCSession";

  const Session: new (ua: UA) => RTCSession;
  export default Session;
}
