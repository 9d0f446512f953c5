import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface StoredComment {
  readonly id: number;
  body: string;
  readonly own: boolean;
}

/** Answers like a forge, from memory: comments of one pull request, in pages, with rights. */
export class ForgeStandIn {
  readonly comments: StoredComment[] = [];
  readonly calls: string[] = [];
  /** Status codes given before the first real answer. */
  readonly trouble: number[] = [];
  readonly #server: Server;
  readonly #token: string;
  readonly #kind: "github" | "gitlab";

  constructor(kind: "github" | "gitlab", token: string) {
    this.#kind = kind;
    this.#token = token;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  add(body: string, own = false): StoredComment {
    const comment = { id: this.comments.length + 101, body, own };
    this.comments.push(comment);
    return comment;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<ServerResponse> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? "/", "http://forge");
    this.calls.push(`${request.method ?? ""} ${url.pathname}${url.search}`);
    const send = (status: number, body: unknown): ServerResponse =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    const trouble = this.trouble.shift();
    if (trouble !== undefined) return send(trouble, { message: "try again" });
    const given =
      this.#kind === "github" ? request.headers.authorization : `Bearer ${String(request.headers["private-token"])}`;
    if (given !== `Bearer ${this.#token}`) return send(401, { message: "Bad credentials" });
    const list =
      this.#kind === "github" ? "/repos/dept/12333/issues/7/comments" : "/projects/dept%2F12333/merge_requests/7/notes";
    const one = this.#kind === "github" ? "/repos/dept/12333/issues/comments/" : `${list}/`;
    const body = (JSON.parse(Buffer.concat(chunks).toString() || "{}") as { body?: string }).body ?? "";
    if (body.length > 65_536) return send(422, { message: "Body is too long" });
    if (url.pathname === list && request.method === "GET") {
      const [size, page] = ["per_page", "page"].map((name) => Number(url.searchParams.get(name)));
      const from = ((page ?? 1) - 1) * (size ?? 30);
      return send(200, this.comments.slice(from, from + (size ?? 30)));
    }
    if (url.pathname === list && request.method === "POST") return send(201, this.add(body, true));
    const id = url.pathname.startsWith(one) ? Number(url.pathname.slice(one.length)) : Number.NaN;
    const comment = this.comments.find((each) => each.id === id);
    if (comment === undefined || request.method !== (this.#kind === "github" ? "PATCH" : "PUT"))
      return send(404, { message: "Not Found" });
    if (!comment.own) return send(403, { message: "Forbidden" });
    comment.body = body.replaceAll("\n", "\r\n");
    return send(200, comment);
  }
}
