import { Agent, request as httpsRequest } from "node:https";
import { ConsecutiveBreaker, circuitBreaker, handleWhen, TimeoutStrategy, timeout, wrap } from "cockatiel";
import { z } from "zod";
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

  #post(order: HandedOrder, signal: AbortSignal): Promise<PlatformAnswer> {
    const body = JSON.stringify(order);
    const options = {
      method: "POST",
      agent: this.#agent,
      signal,
      headers: {
        authorization: `Bearer ${this.settings.token}`,
        accept: "application/json",
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
        "idempotency-key": order.key,
      },
    };
    return new Promise((resolve, reject) => {
      const request = httpsRequest(this.settings.url, options, (response) => {
        const { statusCode = 0 } = response;
        const chunks: Buffer[] = [];
        let length = 0;
        response.on("data", (chunk: Buffer) => {
          length += chunk.length;
          if (length > LARGEST_ANSWER) request.destroy(new Error(`an answer of more than ${LARGEST_ANSWER} bytes`));
          else chunks.push(chunk);
        });
        response.once("error", reject);
        response.once("end", () => {
          if (statusCode === 409 || statusCode === 422) reject(new NotTaken(`not taken, status ${statusCode}`));
          // Redirections are not followed: an order goes nowhere but where it was meant to go.
          else if (statusCode !== 200 && statusCode !== 201) reject(new Error(`status ${statusCode}`));
          else read(Buffer.concat(chunks).toString("utf8"), resolve, reject);
        });
      });
      request.once("error", reject);
      request.end(body);
    });
  }
}

function read(text: string, resolve: (answer: PlatformAnswer) => void, reject: (error: Error) => void): void {
  try {
    const answer = PlatformAnswer.safeParse(JSON.parse(text));
    if (answer.success) resolve(answer.data);
    else reject(new Error(`an answer of another form: ${answer.error.issues[0]?.path.join(".") ?? ""}`));
  } catch {
    reject(new Error("an answer that is no JSON"));
  }
}
