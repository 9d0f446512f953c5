import { z } from "zod";

/** Every answer of 400 and up has this body; the page says it in the reader's language. */
export const ERROR_CODES = [
  /** 400, 422: the request itself; `fields` says where. */
  "malformed",
  /** 401: no session, or it ended. */
  "not-signed-in",
  /** 401: login or password, nobody says which. */
  "wrong-credentials",
  /** 401: the code of the second factor, or it was used before. */
  "wrong-code",
  /** 403: `retryAfterSeconds` says how long. */
  "locked-out",
  /** 403: the role does not have the right. */
  "forbidden",
  /** 403: another origin, or the header is missing. */
  "cross-site",
  /** 403: first a new password. */
  "password-change-needed",
  /** 403: first a second factor. */
  "second-factor-needed",
  "not-found",
  /** 409: somebody else was first, or it stands otherwise. */
  "conflict",
  /** 422: too short, or too well known. */
  "weak-password",
  /** 429: `retryAfterSeconds` says how long. */
  "too-many",
  /** 503: work orders are kept in the page and sent later. */
  "database-away",
  /** 503: no media node's controller answers. */
  "switch-away",
  /** 502, 503, 504: 12345 does not take it now. */
  "platform-away",
  /** 503: this instance stops; ask again and reach another. */
  "stopping",
  "broken",
] as const;
export const ErrorCode = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof ErrorCode>;

export const ApiError = z.object({
  error: ErrorCode,
  fields: z.array(z.object({ path: z.string(), problem: z.string() })).optional(),
  retryAfterSeconds: z.number().optional(),
});
export type ApiError = z.infer<typeof ApiError>;

/** Sent with everything but GET; a page of another origin can't. */
export const CSRF_HEADER = "x-hotline-desk";
export const CSRF_VALUE = "1";
