import { type Agent, request } from "node:https";
import type { z } from "zod";

export interface BoundedPost {
  readonly url: string;
  readonly agent: Agent;
  readonly signal: AbortSignal;
  readonly token: string;
  /** Beside those that JSON and the token need. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Bytes of an answer; one that is larger is an error. */
  readonly largestAnswer: number;
}

/**
 * Posts JSON to another's system and gives what it answered, whatever the status. Redirections are not followed: what is
 * sent goes nowhere but where it was meant to go. Rejects when it can't be reached, is stopped, or answers too much.
 */
export function postBounded(post: BoundedPost): Promise<{ readonly status: number; readonly text: string }> {
  const body = JSON.stringify(post.body);
  const options = {
    method: "POST",
    agent: post.agent,
    signal: post.signal,
    headers: {
      authorization: `Bearer ${post.token}`,
      accept: "application/json",
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      ...post.headers,
    },
  };
  return new Promise((resolve, reject) => {
    const sent = request(post.url, options, (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length > post.largestAnswer) sent.destroy(new Error(`an answer of more than ${post.largestAnswer} bytes`));
        else chunks.push(chunk);
      });
      response.once("error", reject);
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") }),
      );
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

/** An answer in the form that was agreed. The error names the field, never what stood in it. */
export function agreedAnswer<Answer>(text: string, form: z.ZodType<Answer>): Answer {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new Error("an answer that is no JSON");
  }
  const answer = form.safeParse(read);
  if (answer.success) return answer.data;
  throw new Error(`an answer of another form: ${answer.error.issues[0]?.path.join(".") ?? ""}`);
}
