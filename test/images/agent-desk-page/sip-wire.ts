import type { Page, WebSocketRoute } from "playwright-core";

/** Ends of a wire: the agent's page and the caller's. */
type End = "agent" | "caller";

/**
 * Carries SIP between two pages in the place of a switch: registrations are granted, all else is passed on word for
 * word. For pages without a switch; what a switch does with it is shown on a real one (test/live).
 */
export class SipWire {
  readonly #ends = new Map<End, WebSocketRoute>();
  readonly #registered = new Set<End>();
  #open = true;
  #silent = false;

  async attach(page: Page, end: End): Promise<void> {
    await page.routeWebSocket(/^wss:/, (route) => {
      if (!this.#open) {
        void route.close();
        return;
      }
      this.#ends.set(end, route);
      route.onMessage((message) => this.#take(end, String(message)));
      route.onClose(() => {
        if (this.#ends.get(end) === route) this.#ends.delete(end);
      });
    });
  }

  registered(end: End): boolean {
    return this.#registered.has(end) && this.#ends.has(end);
  }

  /** Connections stand, and nothing comes back over them any more: as with a cable pulled behind a switch port. */
  set silent(silent: boolean) {
    this.#silent = silent;
  }

  /** Nobody gets through any more, until `mend`. */
  async cut(): Promise<void> {
    this.#open = false;
    for (const route of this.#ends.values()) await route.close();
    this.#ends.clear();
  }

  mend(): void {
    this.#open = true;
  }

  #take(end: End, message: string): void {
    if (/^(REGISTER|OPTIONS) /.test(message)) {
      if (this.#silent) return;
      this.#registered.add(end);
      this.#ends.get(end)?.send(granted(message));
    } else this.#ends.get(end === "agent" ? "caller" : "agent")?.send(message);
  }
}

/** 200 OK with the headers that a registrar gives back. */
function granted(request: string): string {
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, "im").exec(request)?.[1]?.trim() ?? "";
  return [
    "SIP/2.0 200 OK",
    `Via: ${header("Via")}`,
    `From: ${header("From")}`,
    `To: ${header("To")};tag=registrar`,
    `Call-ID: ${header("Call-ID")}`,
    `CSeq: ${header("CSeq")}`,
    `Contact: ${header("Contact")}`,
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
}
