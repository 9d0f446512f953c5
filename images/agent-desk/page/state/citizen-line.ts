import { signal } from "@preact/signals";
import { GuestTelephone } from "../../contract/guest.ts";
import { Call } from "../telephone/call.ts";
import { headset } from "../telephone/headset.ts";
import { NodeLine } from "../telephone/node-line.ts";
import { ask } from "./api.ts";

const SERVICE = "12333";
/** From the credential to a registered telephone; usually a tenth of a second. */
const REGISTER_MILLISECONDS = 10_000;

/** The call in hand, and what kept it from being made. */
export const call = signal<Call | null>(null);
export const starting = signal(false);
export const failure = signal<unknown>(null);

/** A telephone of its own for each call, gone with it. An agent's in another tab is not touched. */
export async function dial(): Promise<void> {
  if (starting.peek() || call.peek()?.live.peek() === true) return;
  starting.value = true;
  failure.value = null;
  try {
    const microphone = await headset.open();
    if (microphone === undefined) throw new Error("no microphone");
    const { node, username, realm, password } = await ask("POST", "guest", { answer: GuestTelephone });
    const line = await registered({ node: node.name, url: node.url, username, domain: realm, password });
    const session = line.ua.call(SERVICE, { mediaStream: microphone, pcConfig: { iceServers: [] } });
    const made = new Call(line, session, SERVICE);
    call.value = made;
    const stop = made.live.subscribe((live) => {
      if (live) return;
      line.stop();
      headset.close();
      queueMicrotask(() => stop());
    });
  } catch (error) {
    headset.close();
    failure.value = error;
  } finally {
    starting.value = false;
  }
}

function registered(access: ConstructorParameters<typeof NodeLine>[0]): Promise<NodeLine> {
  return new Promise((resolve, reject) => {
    const give = (why: string) => {
      line.stop();
      reject(new Error(why));
    };
    const timer = window.setTimeout(() => give("not registered in time"), REGISTER_MILLISECONDS);
    const line = new NodeLine(access, {
      // Nobody calls a citizen back here.
      incoming: (_, session) => session.terminate({ status_code: 480 }),
      back: () => {
        window.clearTimeout(timer);
        resolve(line);
      },
      refused: () => {
        window.clearTimeout(timer);
        give("refused");
      },
    });
    line.start();
  });
}
