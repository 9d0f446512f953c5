// Pattern for a department's own adapter: who calls (../../media-controller/README.md, "The business adapter"), and work
// orders for 12345 (../README.md). It answers from memory; a real one asks the business systems, within a second.
import { createHash, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import { join } from "node:path";
import { z } from "zod";

const LARGEST_BODY = 64 * 1024;
const WORKING_DAYS = 5;

const Question = z.object({ number: z.string() });
const Order = z.object({ key: z.string().min(1), content: z.string().min(1) });

/** Invented persons with numbers that nobody has. */
const CALLERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "13800000000": { name: "示例甲", id_number: "000000190001010000", tags: ["参保职工"], open_requests: 1 },
  "055100000000": { name: "示例单位", tags: ["参保单位"], open_requests: 0 },
};
/** Number at 12345 by the key of the hand-over: the same key is the same order. */
const taken = new Map<string, string>();

function isToken(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(header ?? ""), digest(`Bearer ${token}`));
}

function answer(path: string, body: unknown): { status: number; body: unknown } {
  if (path === "/callers") {
    const question = Question.safeParse(body);
    if (!question.success) return { status: 422, body: {} };
    const caller = CALLERS[question.data.number];
    return { status: 200, body: caller === undefined ? { known: false } : { known: true, ...caller } };
  }
  if (path === "/work-orders") {
    const order = Order.safeParse(body);
    if (!order.success) return { status: 422, body: {} };
    const number = taken.get(order.data.key) ?? `EXAMPLE-${taken.size + 1}`;
    taken.set(order.data.key, number);
    const due = new Date(Date.now() + WORKING_DAYS * 24 * 3_600_000);
    return { status: 201, body: { number, due_at: due.toISOString() } };
  }
  return { status: 404, body: {} };
}

async function serve(request: IncomingMessage, response: ServerResponse, token: string): Promise<void> {
  const reply = (status: number, body: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  if (request.method !== "POST") return void reply(404, {});
  if (!isToken(request.headers.authorization, token)) return void reply(401, {});
  let text = "";
  for await (const part of request.setEncoding("utf8")) {
    text += String(part);
    if (text.length > LARGEST_BODY) return void reply(413, {});
  }
  try {
    const { status, body } = answer(request.url ?? "", JSON.parse(text));
    reply(status, body);
  } catch {
    reply(400, {});
  }
}

const { ADAPTER_TOKEN: token = "", TLS_DIR: folder = "", PORT: port = "8443" } = process.env;
if (token === "" || folder === "") throw new Error("ADAPTER_TOKEN or TLS_DIR is not set");
const server = createServer(
  { cert: readFileSync(join(folder, "tls.crt")), key: readFileSync(join(folder, "tls.key")) },
  (request, response) => void serve(request, response, token),
);
server.listen(Number(port), () => process.stdout.write(`example adapter on ${port}\n`));
