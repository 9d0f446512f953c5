import type { z } from "zod";
import { ApiError, CSRF_HEADER, CSRF_VALUE, type ErrorCode } from "../../contract/error.ts";
import type { MessageKey } from "../messages.ts";
import { duration } from "./clock.ts";
import { t } from "./language.ts";

/** What the service says against a request; `network` when it could not be asked, `contract` when its answer is not the agreed one. */
export type FailureCode = ErrorCode | "network" | "contract";

export class DeskFailure extends Error {
  readonly code: FailureCode;
  readonly retryAfterSeconds: number | undefined;
  readonly fields: readonly { readonly path: string; readonly problem: string }[];

  constructor(code: FailureCode, more: Partial<Omit<ApiError, "error">> = {}) {
    super(code);
    this.code = code;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.fields = more.fields ?? [];
  }
}

interface Request<Answer> {
  readonly body?: unknown;
  readonly answer?: z.ZodType<Answer>;
  readonly seconds?: number;
}

/** Asks `/api/<path>`; a failure is a DeskFailure. */
export async function ask<Answer = undefined>(
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  { body, answer, seconds = 15 }: Request<Answer> = {},
): Promise<Answer> {
  const patience = new AbortController();
  const timer = window.setTimeout(() => patience.abort(), seconds * 1000);
  let response: Response;
  try {
    response = await fetch(`/api/${path}`, {
      method,
      credentials: "same-origin",
      signal: patience.signal,
      headers: {
        accept: "application/json",
        ...(method === "GET" ? {} : { [CSRF_HEADER]: CSRF_VALUE }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new DeskFailure("network");
  } finally {
    window.clearTimeout(timer);
  }
  const value: unknown = await response.json().catch(() => undefined);
  if (!response.ok) {
    const failure = ApiError.safeParse(value);
    // A proxy in front answers in its own words.
    if (!failure.success) throw new DeskFailure(response.status >= 502 ? "stopping" : "broken");
    if (failure.data.error === "not-signed-in") onSignedOut();
    throw new DeskFailure(failure.data.error, failure.data);
  }
  if (answer === undefined) return undefined as Answer;
  const parsed = answer.safeParse(value);
  if (!parsed.success) throw new DeskFailure("contract");
  return parsed.data;
}

let onSignedOut: () => void = () => undefined;

/** Called when the service no longer knows the session. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

const TEXTS: Readonly<Record<FailureCode, MessageKey>> = {
  malformed: "errorMalformed",
  "not-signed-in": "errorNotSignedIn",
  "wrong-credentials": "errorWrongCredentials",
  "wrong-code": "errorWrongCode",
  "locked-out": "errorLockedOut",
  forbidden: "errorForbidden",
  "cross-site": "errorCrossSite",
  "password-change-needed": "errorPasswordChangeNeeded",
  "second-factor-needed": "errorSecondFactorNeeded",
  "not-found": "errorNotFound",
  conflict: "errorConflict",
  "weak-password": "errorWeakPassword",
  "too-many": "errorTooMany",
  "database-away": "errorDatabaseAway",
  "switch-away": "errorSwitchAway",
  "platform-away": "errorPlatformAway",
  stopping: "errorStopping",
  broken: "errorBroken",
  network: "errorNetwork",
  contract: "errorContract",
};

export function failureText(error: unknown): string {
  if (!(error instanceof DeskFailure)) return t("errorBroken");
  const said = t(TEXTS[error.code], { wait: duration(error.retryAfterSeconds ?? 60) });
  return error.fields.length === 0 ? said : `${said} ${error.fields.map(({ path }) => path).join(", ")}`;
}
