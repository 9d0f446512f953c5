import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A question that the adapter got, and when by this process's clock. */
export interface AdapterQuestion {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A business adapter over real TLS with a certificate of its own authority. */
export class AdapterServer {
  readonly #server: Server;
  readonly authority: string;
  readonly questions: AdapterQuestion[] = [];
  /** Connections that reached it, whatever came of them. */
  connections = 0;
  answer: (response: ServerResponse, question: AdapterQuestion) => void = json({ known: false });
  #port = 0;

  private constructor(files: { certificate: string; key: string }) {
    this.authority = files.certificate;
    this.#server = createServer({ cert: files.certificate, key: files.key }, (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.once("end", () => {
        const question = {
          at: performance.now(),
          method: request.method ?? "",
          path: request.url ?? "",
          headers: request.headers,
          body: bodyOf(Buffer.concat(chunks).toString("utf8")),
        };
        this.questions.push(question);
        this.answer(response, question);
      });
    });
    this.#server.on("connection", () => this.connections++);
    this.#server.on("tlsClientError", () => undefined);
  }

  static async start(address: string): Promise<AdapterServer> {
    const server = new AdapterServer(certificateFor(address));
    await server.#listen(address, 0);
    return server;
  }

  async #listen(address: string, port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, address, resolve);
    });
    const bound = this.#server.address();
    if (bound === null || typeof bound === "string") throw new Error("no port");
    this.#port = bound.port;
  }

  url(address: string): string {
    return `https://${address}:${this.#port}/callers`;
  }

  /** Gone: connections are refused from here on. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Back at the same port. */
  restart(address: string): Promise<void> {
    return this.#listen(address, this.#port);
  }
}

export function json(body: unknown, status = 200): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
}

function bodyOf(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null ? { ...value } : {};
}

export function certificateFor(address: string): { certificate: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), "hotline-adapter-"));
  try {
    const [certificate, key] = [join(folder, "tls.crt"), join(folder, "tls.key")];
    const subject = ["-subj", "/CN=adapter", "-addext", `subjectAltName=IP:${address}`];
    execFileSync(
      "openssl",
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject, "-keyout", key, "-out", certificate],
      { stdio: "pipe" },
    );
    return { certificate: readFileSync(certificate, "utf8"), key: readFileSync(key, "utf8") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
