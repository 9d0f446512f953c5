import { computed, signal } from "@preact/signals";

export interface Device {
  readonly id: string;
  readonly label: string;
}

export type HeadsetTrouble =
  /** The page did not come over HTTPS with a certificate that the browser trusts. */
  "insecure" | "denied" | "none-found" | "in-use" | "broken";

interface Choice {
  readonly microphone: string;
  readonly ear: string;
  readonly bell: string;
}

const PLACE = "hotline.headset";
/** The system's own choice. */
const USUAL = "";

/** Speech in a room full of people who speak: the browser's own processing on. */
const SPEECH = { echoCancellation: true, noiseSuppression: true, autoGainControl: true } as const;

/** Microphone, the ear that hears the caller, and where it rings: three devices, remembered on this computer. */
class Headset {
  readonly microphones = signal<readonly Device[]>([]);
  readonly outputs = signal<readonly Device[]>([]);
  readonly choice = signal<Choice>(remembered());
  readonly trouble = signal<HeadsetTrouble | null>(null);
  readonly checked = signal(false);
  /** Choosing an output needs a browser that can (all Chromium do). */
  readonly choosesOutput = "setSinkId" in HTMLMediaElement.prototype;
  readonly usable = computed(() => this.trouble.value === null && this.microphones.value.length > 0);
  #stream: MediaStream | undefined;

  /** Asks for the microphone; what is wrong stands in `trouble`. */
  async open(): Promise<MediaStream | undefined> {
    // An old stream of the same device goes on; one whose device is gone is asked for again.
    if (this.#stream?.getAudioTracks().some((track) => track.readyState === "live") === true) return this.#stream;
    // Types say that it is always there; outside a secure context it is not.
    if (!window.isSecureContext || !("mediaDevices" in navigator)) {
      this.trouble.value = "insecure";
      return undefined;
    }
    try {
      this.#stream = await this.#ask(navigator.mediaDevices);
      this.trouble.value = null;
      await this.refresh();
      return this.#stream;
    } catch (error) {
      this.trouble.value = troubleOf(error);
      return undefined;
    }
  }

  async #ask(devices: MediaDevices): Promise<MediaStream> {
    const { microphone } = this.choice.value;
    try {
      return await devices.getUserMedia({
        audio: { ...SPEECH, ...(microphone === USUAL ? {} : { deviceId: { exact: microphone } }) },
      });
    } catch (error) {
      // The headset of yesterday is unplugged: whatever the system uses instead is better than silence.
      if (microphone === USUAL || !(error instanceof DOMException) || error.name !== "OverconstrainedError")
        throw error;
      return devices.getUserMedia({ audio: SPEECH });
    }
  }

  async refresh(): Promise<void> {
    const all = await navigator.mediaDevices.enumerateDevices();
    const of = (kind: MediaDeviceKind) =>
      all.flatMap(({ kind: its, deviceId, label }) =>
        its === kind && deviceId !== "default" && deviceId !== "communications" ? [{ id: deviceId, label }] : [],
      );
    this.microphones.value = of("audioinput");
    this.outputs.value = of("audiooutput");
  }

  async choose(change: Partial<Choice>): Promise<void> {
    this.choice.value = { ...this.choice.peek(), ...change };
    localStorage.setItem(PLACE, JSON.stringify(this.choice.value));
    if (change.microphone !== undefined) {
      this.close();
      await this.open();
    }
  }

  close(): void {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = undefined;
  }

  /** Plays a stream in the chosen ear. */
  async play(stream: MediaStream, element: HTMLAudioElement): Promise<void> {
    if (element.srcObject !== stream) element.srcObject = stream;
    await route(element, this.choice.peek().ear);
    await element.play().catch(() => undefined);
  }
}

/** A device that is gone leaves the sound where the system puts it. */
export async function route(element: HTMLAudioElement, device: string): Promise<void> {
  if ("setSinkId" in element && element.sinkId !== device) await element.setSinkId(device).catch(() => undefined);
}

function remembered(): Choice {
  const usual = { microphone: USUAL, ear: USUAL, bell: USUAL };
  try {
    const value: unknown = JSON.parse(localStorage.getItem(PLACE) ?? "{}");
    if (typeof value !== "object" || value === null) return usual;
    const known = Object.entries(value).flatMap(([key, device]) =>
      key in usual && typeof device === "string" ? [[key, device] as const] : [],
    );
    return { ...usual, ...Object.fromEntries(known) };
  } catch {
    return usual;
  }
}

function troubleOf(error: unknown): HeadsetTrouble {
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "none-found";
    case "NotReadableError":
    case "AbortError":
      return "in-use";
    default:
      return "broken";
  }
}

export const headset = new Headset();
