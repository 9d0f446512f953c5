import { type CircuitBreakerPolicy, ConsecutiveBreaker, circuitBreaker, handleAll } from "cockatiel";
import { z } from "zod";
import { type Answer, ask, type Endpoint, follow, keyOf } from "../../media-controller/secure-channel.ts";
import { conflict, errorText, notFound, Refusal, switchAway } from "./refusal.ts";
import type { DeskFile } from "./settings.ts";

const ANSWER_MILLISECONDS = 3_000;
/** A node that failed so often in a row is left alone for a while, so that nobody waits for a dead host. */
const FAILURES = 3;
const LEFT_ALONE_MILLISECONDS = 2_000;
const RECONNECT_MILLISECONDS = [200, 500, 1_000, 2_000, 5_000] as const;

interface Node {
  readonly name: string;
  readonly address: string;
  readonly breaker: CircuitBreakerPolicy;
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
  #preferred: string | undefined;
  #closed = false;

  constructor(file: () => DeskFile, deskKey: string | undefined, say: (text: string) => void) {
    this.#file = file;
    this.#key = deskKey === undefined ? undefined : keyOf(deskKey, "desk");
    this.#say = say;
  }

  /** Events of every node, as they come; a stream that ends is opened anew. `onOpen` and `onEnd` tell of it. */
  follow(onEvent: (node: string, event: unknown) => void): void {
    for (const { name } of this.#list()) this.#follow(name, onEvent, 0);
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
  }

  #list(): readonly Node[] {
    const { nodes } = this.#file().controllers;
    const of = JSON.stringify(nodes);
    if (of !== this.#of) {
      this.#of = of;
      this.#nodes = nodes.map((node) => ({
        ...node,
        breaker: circuitBreaker(handleAll, {
          halfOpenAfter: LEFT_ALONE_MILLISECONDS,
          breaker: new ConsecutiveBreaker(FAILURES),
        }),
      }));
    }
    return this.#nodes;
  }

  #endpoint({ address }: Node): Endpoint | undefined {
    const { port } = this.#file().controllers;
    return this.#key === undefined ? undefined : { host: address, port, caller: "desk", key: this.#key };
  }

  async #try(node: Node, call: ControllerCall): Promise<Answer | undefined> {
    const endpoint = this.#endpoint(node);
    if (endpoint === undefined) return undefined;
    try {
      return await node.breaker.execute(() => ask(endpoint, call, ANSWER_MILLISECONDS));
    } catch {
      return undefined;
    }
  }

  #follow(name: string, onEvent: (node: string, event: unknown) => void, failures: number): void {
    const node = this.#list().find((each) => each.name === name);
    const endpoint = node === undefined ? undefined : this.#endpoint(node);
    if (this.#closed || endpoint === undefined) return;
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

export function isRefusal(error: unknown, code: Refusal["code"]): boolean {
  return error instanceof Refusal && error.code === code;
}
