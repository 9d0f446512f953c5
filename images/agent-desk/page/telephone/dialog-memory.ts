/**
 * What a page must know to go on with a call after it was loaded anew: the SIP dialog, not its media, which are
 * negotiated afresh. No key or password is in it.
 */
export interface RememberedDialog {
  readonly agent: string;
  readonly node: string;
  readonly direction: "incoming" | "outgoing";
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  readonly localUri: string;
  readonly remoteUri: string;
  readonly remoteTarget: string;
  readonly routes: readonly string[];
  readonly localSequence: number;
  readonly remoteSequence: number;
  /** Unix milliseconds: when the call was answered, and when the page was last seen alive. */
  readonly answeredAt: number;
  readonly seenAt: number;
  /** How the desk names the call, once it is known. */
  readonly call: string | null;
}

const PLACE = "hotline.call";
/** The caller hears nothing meanwhile; after so long nobody is there any more, and the switch has hung up. */
const STILL_THERE_MILLISECONDS = 45_000;

export function remember(dialog: RememberedDialog): void {
  localStorage.setItem(PLACE, JSON.stringify(dialog));
}

export function forget(): void {
  localStorage.removeItem(PLACE);
}

/** The call of this agent that the page held a moment ago. */
export function remembered(agent: string): RememberedDialog | undefined {
  const text = localStorage.getItem(PLACE);
  if (text === null) return undefined;
  const dialog = parse(text);
  if (dialog?.agent !== agent || Date.now() - dialog.seenAt > STILL_THERE_MILLISECONDS) {
    forget();
    return undefined;
  }
  return dialog;
}

function parse(text: string): RememberedDialog | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isDialog(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isDialog(value: unknown): value is RememberedDialog {
  if (typeof value !== "object" || value === null) return false;
  const fields = new Map(Object.entries(value));
  const texts = ["agent", "node", "callId", "localTag", "remoteTag", "localUri", "remoteUri", "remoteTarget"];
  const numbers = ["localSequence", "remoteSequence", "answeredAt", "seenAt"];
  return (
    texts.every((key) => typeof fields.get(key) === "string") &&
    numbers.every((key) => typeof fields.get(key) === "number") &&
    Array.isArray(fields.get("routes"))
  );
}
