import { createCipheriv, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";

/** sdk/go/common/resource/config/crypt.go: fixed in the engine. */
const ITERATIONS = 1_000_000;
const KEY_BYTES = 32;
const SALT_BYTES = 8;
const NONCE_BYTES = 12;

/**
 * A passphrase made for one process and forgotten with it. It guards nothing, for only fingerprints pass through; the
 * engine just insists on one. One salt for stack file and state makes the engine derive its key once, not twice.
 */
export class ThrowawayPassphrase {
  static #own: Promise<ThrowawayPassphrase> | undefined;

  /** Deriving a key costs a fifth of a second, so a process keeps its own. */
  static own(): Promise<ThrowawayPassphrase> {
    ThrowawayPassphrase.#own ??= ThrowawayPassphrase.make();
    return ThrowawayPassphrase.#own;
  }

  static async make(): Promise<ThrowawayPassphrase> {
    const passphrase = randomBytes(KEY_BYTES).toString("base64");
    const salt = randomBytes(SALT_BYTES);
    const key = await promisify(pbkdf2)(passphrase, salt, ITERATIONS, KEY_BYTES, "sha256");
    return new ThrowawayPassphrase(passphrase, salt, key);
  }

  readonly passphrase: string;
  /** As in `encryptionsalt` of a stack file and `salt` of a state. */
  readonly encryptionSalt: string;
  readonly #key: Buffer;

  private constructor(passphrase: string, salt: Buffer, key: Buffer) {
    this.passphrase = passphrase;
    this.#key = key;
    // The engine decrypts this word to see whether a passphrase is the right one.
    this.encryptionSalt = `v1:${salt.toString("base64")}:${this.encrypt("pulumi")}`;
  }

  /** Value of a `secure:` entry. */
  encrypt(text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#key, nonce);
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
  }
}
