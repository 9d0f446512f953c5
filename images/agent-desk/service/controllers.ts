import { bulkhead, ConsecutiveBreaker, circuitBreaker, handleAll, type IPolicy, wrap } from "cockatiel";
import { z } from "zod";
import {
  type Answer,
  ask,
  type Endpoint,
  follow,
  KeptConnections,
  keyOf,
} from "../../media-controller/secure-channel.ts";
import { conflict, errorText, notFound, switchAway } from "./refusal.ts";
import type { DeskFile } from "./settings.ts";

const ANSWER_MILLISECONDS = 3_000;
/** A node that failed so often in a row is left alone for a while, so that nobody waits for a dead host. */
const FAILURES = 3;
const LEFT_ALONE_MILLISECONDS = 2_000;
/** Questions to a node at once; at the beginning of a shift the others wait their turn, rather than all of them too long. */
const AT_ONCE = 16;
const IN_LINE = 4_000;
const RECONNECT_MILLISECONDS = [200, 500, 1_000, 2_000, 5_000] as const;

interface Node {
  readonly name: string;
  readonly address: string;
  readonly policy: IPolicy;
  /** Undefined without a key. */
  readonly endpoint: Endpoint | undefined;
}

export interface ControllerCall {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
}

/** The media nodes' controllers. The owner answers for the agents, and the other one passes on to it. */
export class Controllers {
  readonly #file: () => DeskFile;
  readonly #key: Buffer | undefined;
  readonly #say: (text: string) => void;
  readonly #streams = new Map<string, () => void>();
  #nodes: readonly Node[] = [];
  #of = "";
  #onEvent: ((node: string, event: unknown) => void) | undefined;
  #preferred: string | undefined;
  #closed = false;

  constructor(file: () => DeskFile, deskKey: string | undefined, say: (text: string) => void) {
    this.#file = file;
    this.#key = deskKey === undefined ? undefined : keyOf(deskKey, "desk");
    this.#say = say;
  }

  /** Events of every node, as they come; a stream that ends is opened anew. */
  follow(onEvent: (node: string, event: unknown) => void): void {
    const nodes = this.#list();
    this.#onEvent = onEvent;
    for (const { name } of nodes) this.#follow(name, onEvent, 0);
  }

  /** The answer of the first node that gives one; refused with `switch-away` when none does. */
  async ask<Body>(schema: z.ZodType<Body>, call: ControllerCall): Promise<Body> {
    const nodes = this.#list().toSorted(
      (a, b) => Number(b.name === this.#preferred) - Number(a.name === this.#preferred),
    );
    for (const node of nodes) {
      const answer = await this.#try(node, call);
      // 503: its switch is away, the other's may be there.
      if (answer === undefined || answer.status >= 500) continue;
      this.#preferred = node.name;
      return read(schema, answer, call);
    }
    throw switchAway();
  }

  /** Of one node, which has the call in question. */
  async askAt<Body>(schema: z.ZodType<Body>, name: string, call: ControllerCall): Promise<Body> {
    const node = this.#list().find((each) => each.name === name);
    const answer = node === undefined ? undefined : await this.#try(node, call);
    if (answer === undefined || answer.status >= 500) throw switchAway();
    return read(schema, answer, call);
  }

  close(): void {
    this.#closed = true;
    for (const stop of this.#streams.values()) stop();
    for (const { endpoint } of this.#nodes) endpoint?.kept?.destroy();
  }

  #list(): readonly Node[] {
    const { nodes, port } = this.#file().controllers;
    const of = JSON.stringify([nodes, port]);
    if (of !== this.#of) {
      this.#of = of;
      for (const { endpoint } of this.#nodes) endpoint?.kept?.destroy();
      this.#nodes = nodes.map((node) => ({
        ...node,
        endpoint: this.#endpoint(node.address, port),
        policy: wrap(
          bulkhead(AT_ONCE, IN_LINE),
          circuitBreaker(handleAll, {
            halfOpenAfter: LEFT_ALONE_MILLISECONDS,
            breaker: new ConsecutiveBreaker(FAILURES),
          }),
        ),
      }));
      // A node that the plan has added is followed too; streams of those that stay go on.
      if (this.#onEvent !== undefined)
        for (const { name } of this.#nodes) if (!this.#streams.has(name)) this.#follow(name, this.#onEvent, 0);
    }
    return this.#nodes;
  }

  #endpoint(host: string, port: number): Endpoint | undefined {
    if (this.#key === undefined) return undefined;
    const endpoint = { host, port, caller: "desk", key: this.#key } as const;
    return { ...endpoint, kept: new KeptConnections(endpoint, AT_ONCE) };
  }

  async #try(node: Node, call: ControllerCall): Promise<Answer | undefined> {
    const { endpoint } = node;
    if (endpoint === undefined) return undefined;
    try {
      return await node.policy.execute(() => askTwice(endpoint, call));
    } catch {
      return undefined;
    }
  }

  #follow(name: string, onEvent: (node: string, event: unknown) => void, failures: number): void {
    const node = this.#list().find((each) => each.name === name);
    const endpoint = node?.endpoint;
    if (this.#closed || endpoint === undefined) {
      this.#streams.delete(name);
      return;
    }
    let heard = false;
    const stop = follow(endpoint, "/v1/events", {
      line: (event) => {
        heard = true;
        onEvent(name, event);
      },
      end: (why) => {
        if (this.#closed) return;
        const next = heard ? 0 : failures + 1;
        if (failures === 0) this.#say(`events of ${name}: ${why}; opened anew`);
        const wait = RECONNECT_MILLISECONDS[Math.min(next, RECONNECT_MILLISECONDS.length - 1)];
        setTimeout(() => this.#follow(name, onEvent, next), wait).unref();
      },
    });
    this.#streams.set(name, stop);
  }
}

/** A kept connection may have been closed over there a moment ago: what can be said twice is said once more. */
async function askTwice(endpoint: Endpoint, call: ControllerCall): Promise<Answer> {
  try {
    return await ask(endpoint, call, ANSWER_MILLISECONDS);
  } catch (error) {
    const closed = error instanceof Error && "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
    if (!closed || call.method === "POST") throw error;
    return ask(endpoint, call, ANSWER_MILLISECONDS);
  }
}

const ControllerError = z.object({ error: z.string() });

function read<Body>(schema: z.ZodType<Body>, answer: Answer, { method, path }: ControllerCall): Body {
  if (answer.status === 404) throw notFound();
  if (answer.status === 409) throw conflict();
  if (answer.status >= 300) {
    const said = ControllerError.safeParse(answer.body);
    throw new Error(`${method} ${path}: ${answer.status} ${said.success ? said.data.error : ""}`);
  }
  try {
    return schema.parse(answer.body);
  } catch (error) {
    throw new Error(`${method} ${path} was answered in another form: ${errorText(error)}`, { cause: error });
  }
}
