import { Agent } from "node:https";
import { ConsecutiveBreaker, circuitBreaker, handleWhen, TimeoutStrategy, timeout, wrap } from "cockatiel";
import { z } from "zod";
import { agreedAnswer, postBounded } from "../../media-controller/bounded-post.ts";
import { errorText, Refusal } from "./refusal.ts";

const ANSWER_MILLISECONDS = 5_000;
const FAILURES = 3;
const LEFT_ALONE_MILLISECONDS = 30_000;
const LARGEST_ANSWER = 16 * 1024;

/** What is handed over; README.md shows it as a table. */
export interface HandedOrder {
  /** The same for a repeat of the same hand-over: the platform must take it once. */
  readonly key: string;
  readonly stack: string;
  readonly order: number;
  readonly call_uuid: string | null;
  readonly opened_at: string;
  /** In clear: 12345 calls back. */
  readonly caller_number: string | null;
  /** GB/T 39666. */
  readonly class_code: string | null;
  readonly class: string;
  readonly demand: string | null;
  readonly content: string;
  readonly note: string | null;
}

export const PlatformAnswer = z.object({
  number: z.string().trim().min(1).max(64),
  due_at: z.iso.datetime({ offset: true }).optional(),
});
export type PlatformAnswer = z.infer<typeof PlatformAnswer>;

export interface PlatformSettings {
  readonly url: string;
  readonly token: string;
  readonly authority: string | undefined;
}

/** The platform says no to this order: trying again changes nothing, and it is no fault of the way there. */
class NotTaken extends Error {}

/**
 * Hands work orders over to 12345. It may be slow or down: nothing else waits for it, and after three failures in a row
 * it is left alone for half a minute. Orders appear in no log.
 */
export class Platform12345 {
  readonly settings: PlatformSettings;
  readonly #agent: Agent;
  readonly #say: (text: string) => void;
  readonly #policy = wrap(
    circuitBreaker(
      handleWhen((error) => !(error instanceof NotTaken)),
      {
        halfOpenAfter: LEFT_ALONE_MILLISECONDS,
        breaker: new ConsecutiveBreaker(FAILURES),
      },
    ),
    timeout(ANSWER_MILLISECONDS, TimeoutStrategy.Aggressive),
  );

  constructor(settings: PlatformSettings, say: (text: string) => void) {
    this.settings = settings;
    this.#say = say;
    this.#agent = new Agent({
      keepAlive: true,
      maxFreeSockets: 2,
      ...(settings.authority === undefined ? {} : { ca: settings.authority }),
    });
  }

  /** Refused with `platform-away`, or with `conflict` when the platform itself says no. */
  async handOver(order: HandedOrder): Promise<PlatformAnswer> {
    try {
      return await this.#policy.execute(({ signal }) => this.#post(order, signal));
    } catch (error) {
      this.#say(`12345: ${errorText(error)}`);
      if (error instanceof NotTaken) throw new Refusal(409, "conflict");
      throw new Refusal(502, "platform-away", { retryAfterSeconds: 30 });
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  async #post(order: HandedOrder, signal: AbortSignal): Promise<PlatformAnswer> {
    const { status, text } = await postBounded({
      url: this.settings.url,
      agent: this.#agent,
      signal,
      token: this.settings.token,
      headers: { "idempotency-key": order.key },
      body: order,
      largestAnswer: LARGEST_ANSWER,
    });
    if (status === 409 || status === 422) throw new NotTaken(`not taken, status ${status}`);
    if (status !== 200 && status !== 201) throw new Error(`status ${status}`);
    return agreedAnswer(text, PlatformAnswer);
  }
}
