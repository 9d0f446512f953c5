import { UserError } from "../../provinces/finding.ts";

/** A comment of a pull request as far as it matters here. */
export interface Comment {
  readonly id: number;
  readonly body: string;
}

/** Comments of one pull or merge request. */
export interface Forge {
  /** All of them, oldest first. */
  list(): Promise<readonly Comment[]>;
  create(body: string): Promise<Comment>;
  /** Undefined: it belongs to somebody else, or is gone. */
  update(id: number, body: string): Promise<Comment | undefined>;
}

export interface Call {
  readonly method: "GET" | "POST" | "PATCH" | "PUT";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  /** Answers that are no error: the caller gets undefined. */
  readonly tolerated?: readonly number[] | undefined;
}

const ATTEMPTS = 3;
const TIMEOUT_MS = 30_000;

/** The answer's JSON. Asks again when the forge is busy. @throws UserError with what the forge said. */
export async function callForge(call: Call, pauseMs = 1000): Promise<unknown> {
  let last = "";
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const answer = await ask(call);
    if (typeof answer !== "string" && answer.ok) return await answer.json();
    if (typeof answer !== "string" && call.tolerated?.includes(answer.status) === true) return undefined;
    last = typeof answer === "string" ? answer : `${answer.status} ${(await answer.text()).slice(0, 200)}`;
    if (typeof answer !== "string" && answer.status < 500 && answer.status !== 429) break;
    if (attempt < ATTEMPTS) await new Promise((resolve) => setTimeout(resolve, pauseMs * attempt));
  }
  const { origin, pathname } = new URL(call.url);
  throw new UserError([
    { code: "FORGE_REFUSED", where: {}, facts: { what: `${call.method} ${origin}${pathname}`, reason: last } },
  ]);
}

/** A network that fails gives the reason as text. */
async function ask({ method, url, headers, body }: Call): Promise<Response | string> {
  try {
    return await fetch(url, {
      method,
      headers: { accept: "application/json", "user-agent": "hotline", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : "";
    return `${error instanceof Error ? error.message : String(error)} ${cause}`.trim();
  }
}

/** Page after page, as many as there are. */
export async function allPages(page: (number: number) => Promise<unknown>, size: number): Promise<readonly Comment[]> {
  const found: Comment[] = [];
  for (let number = 1; ; number++) {
    const entries = await page(number);
    if (!Array.isArray(entries)) return found;
    found.push(...entries.flatMap(commentIn));
    if (entries.length < size) return found;
  }
}

export function commentIn(entry: unknown): readonly Comment[] {
  if (typeof entry !== "object" || entry === null || !("id" in entry) || !("body" in entry)) return [];
  const { id, body } = entry;
  return typeof id === "number" && typeof body === "string" ? [{ id, body }] : [];
}
