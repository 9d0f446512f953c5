import { generateSync } from "otplib";
import { CSRF_HEADER, CSRF_VALUE } from "../../images/agent-desk/contract/error.ts";

/** What came back: status, body, and the error's code if it is one. */
export interface DeskAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
  readonly error: unknown;
}

/** Speaks to a desk as its page does: cookie, own origin, header. Single parts can be left out or forged. */
export class DeskBrowser {
  readonly origin: string;
  cookie = "";

  constructor(origin: string) {
    this.origin = origin;
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<DeskAnswer> {
    return this.send("GET", path, { headers });
  }

  post(path: string, body?: unknown): Promise<DeskAnswer> {
    return this.send("POST", path, { body });
  }

  put(path: string, body?: unknown): Promise<DeskAnswer> {
    return this.send("PUT", path, { body });
  }

  async send(
    method: string,
    path: string,
    more: { body?: unknown; headers?: Readonly<Record<string, string>>; without?: readonly string[] } = {},
  ): Promise<DeskAnswer> {
    const headers = new Headers({
      ...(this.cookie === "" ? {} : { cookie: this.cookie }),
      ...(method === "GET" ? {} : { origin: this.origin, [CSRF_HEADER]: CSRF_VALUE }),
      ...(more.body === undefined ? {} : { "content-type": "application/json" }),
      ...more.headers,
    });
    for (const name of more.without ?? []) headers.delete(name);
    const response = await fetch(`${this.origin}/api/${path}`, {
      method,
      headers,
      redirect: "manual",
      ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
    });
    for (const cookie of response.headers.getSetCookie())
      if (cookie.startsWith("__Host-desk=")) this.cookie = cookie.split(";", 1)[0] ?? "";
    const text = await response.text();
    const body: unknown = (response.headers.get("content-type") ?? "").includes("json") ? JSON.parse(text) : text;
    return { status: response.status, body, headers: response.headers, error: field(body, "error") };
  }

  signIn(login: string, password: string, code?: string): Promise<DeskAnswer> {
    return this.post("session", { login, password, ...(code === undefined ? {} : { code }) });
  }

  /** Sets up a second factor; gives the secret. */
  async enrol(password: string): Promise<string> {
    const secret = String(field((await this.post("second-factor", { password })).body, "secret"));
    const done = await this.post("second-factor", { password, code: generateSync({ secret }) });
    if (done.status !== 200) throw new Error(`second factor: ${done.status} ${JSON.stringify(done.body)}`);
    return secret;
  }

  /** Follows the events from now on. */
  async follow(): Promise<DeskStream> {
    const abort = new AbortController();
    const response = await fetch(`${this.origin}/api/events`, {
      headers: { cookie: this.cookie },
      signal: abort.signal,
    });
    if (response.status !== 200 || response.body === null) throw new Error(`events: ${response.status}`);
    return new DeskStream(response.body, abort);
  }
}

/** Server-sent events as they come, with the time by this process's clock. */
export class DeskStream {
  readonly events: { readonly at: number; readonly event: Readonly<Record<string, unknown>> }[] = [];
  readonly #abort: AbortController;
  ended = false;

  constructor(body: ReadableStream<Uint8Array>, abort: AbortController) {
    this.#abort = abort;
    void this.#read(body).catch(() => undefined);
  }

  close(): void {
    this.#abort.abort();
  }

  of(kind: string): readonly Readonly<Record<string, unknown>>[] {
    return this.events.flatMap(({ event }) => (event["kind"] === kind ? [event] : []));
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = "";
    try {
      for await (const bytes of body) {
        text += decoder.decode(bytes, { stream: true });
        const parts = text.split("\n\n");
        text = parts.pop() ?? "";
        for (const part of parts)
          if (part.startsWith("data: ")) {
            const event: unknown = JSON.parse(part.slice(6));
            if (typeof event === "object" && event !== null)
              this.events.push({ at: performance.now(), event: { ...event } });
          }
      }
    } finally {
      this.ended = true;
    }
  }
}

export function field(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const name of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = Object.entries(at).find(([key]) => key === name)?.[1];
  }
  return at;
}
