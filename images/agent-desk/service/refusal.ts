import type { ErrorCode } from "../contract/error.ts";

export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 502 | 503 | 504;

/** What a caller of the API is answered instead; anything else that is thrown is a fault of the service. */
export class Refusal extends Error {
  readonly status: RefusalStatus;
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | undefined;
  readonly fields: readonly { readonly path: string; readonly problem: string }[];

  constructor(
    status: RefusalStatus,
    code: ErrorCode,
    more: { readonly retryAfterSeconds?: number; readonly fields?: Refusal["fields"] } = {},
  ) {
    super(code);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.fields = more.fields ?? [];
  }
}

export const forbidden = () => new Refusal(403, "forbidden");
export const notFound = () => new Refusal(404, "not-found");
export const conflict = () => new Refusal(409, "conflict");
export const notSignedIn = () => new Refusal(401, "not-signed-in");
export const databaseAway = () => new Refusal(503, "database-away", { retryAfterSeconds: 5 });
export const switchAway = () => new Refusal(503, "switch-away", { retryAfterSeconds: 5 });

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
