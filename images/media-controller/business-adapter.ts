import { Agent } from "node:https";
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  ConsecutiveBreaker,
  circuitBreaker,
  handleAll,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from "cockatiel";
import { agreedAnswer, postBounded } from "./bounded-post.ts";
import { AdapterAnswer, type MaskedCaller, masked } from "./caller-data.ts";
import { errorText } from "./error-text.ts";
import type { CallerNotice } from "./queue-events.ts";

/** An answer that is later than this finds the agent talking. */
const ANSWER_MILLISECONDS = 1_000;
/** So many failures in a row, and the adapter is left alone for a while; then one caller tries it. */
const FAILURES = 5;
const LEFT_ALONE_MILLISECONDS = 15_000;
/** Questions at once; further callers go without, none waits. */
const AT_ONCE = 32;
const LARGEST_ANSWER = 16 * 1024;

/**
 * `known` and `unknown`: it answered. `late`: not within a second. `failed`: refused, unreachable, or an answer that is
 * none. `skipped`: not asked, for it failed before or has its hands full.
 */
export const ADAPTER_OUTCOMES = ["known", "unknown", "late", "failed", "skipped"] as const;
export type AdapterOutcome = (typeof ADAPTER_OUTCOMES)[number];

/** For the desk, after the notice of the same call. */
export interface CallerData {
  readonly kind: "caller-data";
  readonly happened_at: string;
  readonly media_node: string;
  readonly call_uuid: string | null;
  readonly queue: string | null;
  readonly outcome: AdapterOutcome;
  readonly milliseconds: number;
  /** Masked; null unless known. */
  readonly caller: MaskedCaller | null;
}

export interface AdapterSettings {
  readonly url: string;
  readonly token: string;
  /** PEM of the authority that issued the adapter's certificate; the public ones when left out. */
  readonly authority?: string | undefined;
}

/**
 * Asks the business systems who calls. Each caller is asked about once, never again; nobody waits for it: the call goes
 * on meanwhile. Numbers and answers appear in no log.
 */
export class BusinessAdapter {
  readonly #settings: AdapterSettings;
  readonly #agent: Agent;
  readonly #policy;
  readonly #say: (text: string) => void;
  readonly counts = new Map<AdapterOutcome, number>(ADAPTER_OUTCOMES.map((outcome) => [outcome, 0]));
  #leftAlone = false;

  constructor(settings: AdapterSettings, say: (text: string) => void) {
    this.#settings = settings;
    this.#say = say;
    this.#agent = new Agent({
      keepAlive: true,
      maxFreeSockets: 4,
      ...(settings.authority === undefined ? {} : { ca: settings.authority }),
    });
    const breaker = circuitBreaker(handleAll, {
      halfOpenAfter: LEFT_ALONE_MILLISECONDS,
      breaker: new ConsecutiveBreaker(FAILURES),
    });
    breaker.onBreak(() => {
      this.#leftAlone = true;
      this.#say(`the business adapter fails: left alone for ${LEFT_ALONE_MILLISECONDS / 1000} s`);
    });
    breaker.onReset(() => {
      this.#leftAlone = false;
      this.#say("the business adapter answers again");
    });
    this.#policy = wrap(bulkhead(AT_ONCE, 0), breaker, timeout(ANSWER_MILLISECONDS, TimeoutStrategy.Aggressive));
  }

  get url(): string {
    return this.#settings.url;
  }

  /** It failed so often that callers go without it. */
  get leftAlone(): boolean {
    return this.#leftAlone;
  }

  /** What the desk is told; never rejects. */
  async ask(notice: CallerNotice): Promise<CallerData> {
    const began = performance.now();
    const { outcome, caller } = await this.#outcome(notice);
    this.counts.set(outcome, (this.counts.get(outcome) ?? 0) + 1);
    return {
      kind: "caller-data",
      happened_at: new Date().toISOString(),
      media_node: notice.media_node,
      call_uuid: notice.call_uuid,
      queue: notice.queue,
      outcome,
      milliseconds: Math.round(performance.now() - began),
      caller,
    };
  }

  close(): void {
    this.#agent.destroy();
  }

  async #outcome(notice: CallerNotice): Promise<Pick<CallerData, "outcome" | "caller">> {
    try {
      const answer = await this.#policy.execute(({ signal }) => this.#post(notice, signal));
      return answer.known ? { outcome: "known", caller: masked(answer) } : { outcome: "unknown", caller: null };
    } catch (error) {
      if (error instanceof BrokenCircuitError || error instanceof BulkheadRejectedError)
        return { outcome: "skipped", caller: null };
      if (isOverdue(error)) return { outcome: "late", caller: null };
      this.#say(`the business adapter: ${errorText(error)}`);
      return { outcome: "failed", caller: null };
    }
  }

  /** 404 and 204 say that nobody is known by that number. */
  async #post(notice: CallerNotice, signal: AbortSignal): Promise<AdapterAnswer> {
    const { status, text } = await postBounded({
      url: this.#settings.url,
      agent: this.#agent,
      signal,
      token: this.#settings.token,
      body: { ...notice, kind: undefined },
      largestAnswer: LARGEST_ANSWER,
    });
    if (status === 404 || status === 204) return { known: false };
    if (status !== 200) throw new Error(`status ${status}`);
    return agreedAnswer(text, AdapterAnswer);
  }
}

/** The time-out ends the request, and either may be heard of first. */
function isOverdue(error: unknown): boolean {
  return error instanceof TaskCancelledError || (error instanceof Error && error.name === "AbortError");
}
