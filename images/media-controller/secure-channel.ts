import { hkdfSync } from "node:crypto";
import { Agent, request as httpRequest } from "node:http";
import type { ServerOptions } from "node:https";
import { createInterface } from "node:readline";
import { connect, type TLSSocket } from "node:tls";

/**
 * One shared secret authenticates both ends and encrypts (TLS 1.2 with a pre-shared key and an ephemeral exchange),
 * so that no certificate has to be made, spread or renewed between the nodes. Who calls is the key's identity.
 */
export const CALLERS = ["peer", "operator", "desk"] as const;
export type Caller = (typeof CALLERS)[number];

const TLS = {
  ciphers: "ECDHE-PSK-CHACHA20-POLY1305",
  minVersion: "TLSv1.2",
  maxVersion: "TLSv1.2",
} as const;

const SILENCE_MILLISECONDS = 15_000;

/** A key of its own for every caller: who has the desk's can't pass for an operator. */
export function keyOf(secret: string, caller: Caller): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", `hotline media controller: ${caller}`, 32));
}

/** Options of a server that takes these callers; `onCaller` of a socket is asked by `callerOf`. */
export function serverOptions(
  keys: Readonly<Partial<Record<Caller, Buffer>>>,
  known: WeakMap<object, Caller>,
): ServerOptions {
  return {
    ...TLS,
    pskIdentityHint: "hotline",
    pskCallback: (socket, identity) => {
      const caller = CALLERS.find((name) => name === identity);
      const key = caller === undefined ? undefined : keys[caller];
      if (caller === undefined || key === undefined) return null;
      known.set(socket, caller);
      return key;
    },
  };
}

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly caller: Caller;
  readonly key: Buffer;
  /** Who asks often keeps connections open: a handshake costs each side more than most questions. */
  readonly kept?: KeptConnections;
}

/** Connections to one endpoint that are used again. */
export class KeptConnections extends Agent {
  readonly #endpoint: Endpoint;

  constructor(endpoint: Endpoint, most: number) {
    super({ keepAlive: true, maxSockets: most, maxFreeSockets: most });
    this.#endpoint = endpoint;
  }

  override createConnection(): TLSSocket {
    return connection(this.#endpoint);
  }
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** One request with a JSON body and answer; rejects when there is no answer in time. */
export function ask(
  endpoint: Endpoint,
  call: {
    readonly method: string;
    readonly path: string;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  },
  milliseconds: number,
): Promise<Answer> {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  const options = {
    method: call.method,
    path: call.path,
    headers: {
      ...call.headers,
      host: `${endpoint.host}:${endpoint.port}`,
      ...(body === undefined
        ? {}
        : { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)) }),
    },
    ...(endpoint.kept === undefined ? { createConnection: () => connection(endpoint) } : { agent: endpoint.kept }),
    signal: AbortSignal.timeout(milliseconds),
  };
  return new Promise((resolve, reject) => {
    const request = httpRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        try {
          resolve({ status: response.statusCode ?? 0, body: text === "" ? undefined : JSON.parse(text) });
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
    request.once("error", reject);
    request.end(body);
  });
}

/**
 * Reads a stream of JSON lines, such as `/v1/events`, until it is told to stop. `onEnd` says that the other side ended
 * it, or silence of 15 s, three times the empty line that shows life.
 */
export function follow(
  endpoint: Endpoint,
  path: string,
  on: { readonly line: (value: unknown) => void; readonly end: (why: string) => void },
): () => void {
  let stopped = false;
  const end = (why: string): void => {
    if (!stopped) on.end(why);
    stopped = true;
  };
  const request = httpRequest(
    { path, headers: { host: `${endpoint.host}:${endpoint.port}` }, createConnection: () => connection(endpoint) },
    (response) => {
      if (response.statusCode !== 200) {
        request.destroy(new Error(`status ${String(response.statusCode)}`));
        return;
      }
      const lines = createInterface({ input: response });
      // A reader of lines passes on what befalls its input.
      lines.on("error", (error: Error) => end(error.message));
      lines.on("line", (line) => {
        if (line !== "") on.line(JSON.parse(line));
      });
    },
  );
  request.setTimeout(SILENCE_MILLISECONDS, () => request.destroy(new Error("silent")));
  request.once("error", (error) => end(error.message));
  request.once("close", () => end("closed"));
  request.end();
  return () => {
    stopped = true;
    request.destroy();
  };
}

function connection({ host, port, caller, key }: Endpoint): TLSSocket {
  return connect({
    ...TLS,
    host,
    port,
    pskCallback: () => ({ psk: key, identity: caller }),
    // The key proves who answers; there is no name to check.
    checkServerIdentity: () => undefined,
  });
}
