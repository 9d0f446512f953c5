/**
 * One local network's trunk group as it is ordered from the carrier and put into service: what the order asks for, how
 * the boxes are set, what is tried at the opening. Plain data; documents print it in either language.
 */
export interface TrunkOrder {
  /** Area code of the network that owns the group. */
  readonly areaCode: string;
  readonly site: TrunkSite;
  /** Area codes whose 12333 arrives on it, its own first. */
  readonly serves: readonly string[];
  readonly carrier: string;
  readonly kind: "analog" | "e1" | "sip-ims";
  readonly signalling: "analog" | "pri" | "isup" | "r2" | "sip-ims";
  readonly unit: "line" | "e1" | "channel";
  readonly units: number;
  /** Calls at once; one more is refused. */
  readonly channels: number;
  readonly billing: string;
  readonly busyHourErlangs: number;
  readonly blockingPercent: number;
  /** Ordinary number into which 12333 is translated, digits with area code; undefined while unassigned. */
  readonly pilot: string | undefined;
  readonly hunting: "linear" | "circular" | "least-used";
  readonly calledNumberForms: readonly CalledNumberForm[];
  readonly calledNumbers: readonly CalledNumberSample[];
  readonly dtmf: "rfc2833" | "in-band";
  readonly outward: TrunkOutward;
  readonly whenFull: WhenFull;
  /** What a caller meets who got through when nobody is free. */
  readonly whenBusy: readonly BusyTreatment[];
  readonly requests: readonly TrunkRequest[];
  /** None at a provider's site. */
  readonly boxes: readonly TrunkBox[];
  readonly switch: SwitchSide;
}

/** Where the group ends. At a provider's site the boxes and their settings are the provider's. */
export type TrunkSite =
  | { readonly kind: "department"; readonly place: string }
  /** `name` is undefined while the provider is unassigned; `channels` are those of its contract, the trunk's by default. */
  | {
      readonly kind: "provider";
      readonly name: string | undefined;
      readonly channels: number;
      readonly retainedSeats: number;
    };

export type CalledNumberForm = "pilot" | "short-code" | "area-code-short-code" | "international" | "last-digits";

/** A called number as the carrier may deliver it, and the city it counts for. */
export interface CalledNumberSample {
  readonly form: CalledNumberForm;
  /** Undefined while it needs the unassigned pilot number. */
  readonly number: string | undefined;
  readonly city: string;
}

export interface TrunkOutward {
  readonly numbers: "local" | "area-code" | "international";
  readonly outOfTownMobiles: "retry-with-zero" | "with-zero" | "plain";
  /** The only number shown; undefined while the pilot is unassigned, then none is. */
  readonly shown: string | undefined;
}

/** The call after the last channel: refused by the switch, announced by the carrier. */
export interface WhenFull {
  readonly sipStatus: 503;
  /** Q.850: no circuit or channel available. */
  readonly cause: 34;
  readonly hears: "busy-tone";
  /** Pilot of another group with which the order may ask for diversion on busy; undefined when there is none. */
  readonly divertTo: { readonly areaCode: string; readonly pilot: string | undefined } | undefined;
}

export interface BusyTreatment {
  readonly queue: string;
  readonly label: string;
  /** Callers of the queue at once, waiting or talking; one more is treated at once. */
  readonly callers: number;
  readonly afterSeconds: number;
  readonly overflow: string;
}

/** What the order must say, each with what it is about. Texts belong to the documents. */
export type TrunkRequest =
  | "translate-short-code"
  | "hunt-group"
  | "called-number-forms"
  | "calling-number"
  | "withheld-marked"
  | "busy-tone"
  | "divert-on-busy"
  | "answer-supervision"
  | "caller-rate"
  | "outgoing-number"
  | "barring"
  | "e1-interface"
  | "point-codes"
  | "analog-interface"
  | "both-border-controllers"
  | "fixed-addresses"
  | "keep-alive"
  | "ends-at-provider"
  | "carrier-list"
  | "fault-repair";

/** A media gateway of ours, or a border controller of the carrier's. */
export interface TrunkBox {
  readonly name: string;
  readonly address: string;
  readonly assigned: boolean;
  readonly sipPort: number;
  /** FXO or E1 ports of the box; 0 for a border controller. */
  readonly ports: number;
  /** Lines or E1s that end in it; 0 for a border controller. */
  readonly units: number;
  /** Calls at once through it. */
  readonly channels: number;
  readonly keepAlive: {
    readonly everySeconds: number;
    readonly hitsToUp: number;
    readonly missesToDown: number;
    /** From falling silent to not being used, at most. */
    readonly leftWithinSeconds: number;
    /** From answering again to being used, at most. */
    readonly backWithinSeconds: number;
  };
}

/** Our side as box and carrier see it. */
export interface SwitchSide {
  /** Owner first: calls go there, and to the standby on 503 or silence. */
  readonly nodes: readonly {
    readonly name: string;
    readonly address: string;
    readonly assigned: boolean;
    readonly role: "owner" | "standby";
  }[];
  readonly sipPort: number;
  readonly rtp: { readonly first: number; readonly last: number };
}
