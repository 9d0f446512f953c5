import { createCipheriv, randomBytes } from "node:crypto";
import { createServer } from "node:http";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const KEY_NAME = "throwaway";

/**
 * A key made for one process and forgotten with it. It guards nothing, for only fingerprints pass through; the engine
 * just insists on one. It is handed over as a Vault transit service would, on loopback, because the engine derives the
 * key of a passphrase with a million rounds of PBKDF2 for every preview: 0.3 of then 0.9 CPU-seconds, measured.
 */
export class ThrowawayKey {
  static #own: Promise<ThrowawayKey> | undefined;

  /** One a process. */
  static own(): Promise<ThrowawayKey> {
    ThrowawayKey.#own ??= ThrowawayKey.#serve();
    return ThrowawayKey.#own;
  }

  static async #serve(): Promise<ThrowawayKey> {
    const key = randomBytes(KEY_BYTES);
    const token = randomBytes(KEY_BYTES).toString("hex");
    const answer = JSON.stringify({ data: { plaintext: key.toString("base64") } });
    const server = createServer((request, response) => {
      const isAsked = request.headers["x-vault-token"] === token && request.url === `/v1/transit/decrypt/${KEY_NAME}`;
      response.writeHead(isAsked ? 200 : 403, { "content-type": "application/json" }).end(isAsked ? answer : "{}");
    });
    // A process that has nothing else to do may end.
    server.unref();
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the key has no port");
    return new ThrowawayKey(key, {
      VAULT_SERVER_URL: `http://127.0.0.1:${address.port}`,
      VAULT_SERVER_TOKEN: token,
    });
  }

  /** Environment in which the engine finds the key. */
  readonly variables: Readonly<Record<string, string>>;
  /** Of a stack file, and `state` of a state's secrets provider of type `cloud`. */
  readonly provider = { url: `hashivault://${KEY_NAME}`, encryptedkey: Buffer.from("none").toString("base64") };
  readonly #key: Buffer;

  private constructor(key: Buffer, variables: Readonly<Record<string, string>>) {
    this.#key = key;
    this.variables = variables;
  }

  /** Value of a `secure:` entry. */
  encrypt(text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce);
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
  }
}
