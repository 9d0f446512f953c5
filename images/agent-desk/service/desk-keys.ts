import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const NONCE = 12;
const TAG = 16;

/**
 * Keys made from SESSION_KEY, one for each purpose. The stack is part of them, so that what one call center signed or
 * sealed says nothing at another, even if both were given the same secret.
 */
export class DeskKeys {
  readonly #secret: string;
  readonly #stack: string;

  constructor(secret: string, stack: string) {
    this.#secret = secret;
    this.#stack = stack;
  }

  /** 32 bytes. */
  of(purpose: string): Buffer {
    return Buffer.from(hkdfSync("sha256", this.#secret, this.#stack, `hotline agent desk: ${purpose}`, 32));
  }

  /** The same subject gives the same bytes: for what all replicas must know without telling each other. */
  derived(purpose: string, subject: string): Buffer {
    return createHmac("sha256", this.of(purpose)).update(subject).digest();
  }

  /** AES-256-GCM: nonce, text, tag. `subject` says whose it is; sealed for one it can't be opened for another. */
  seal(purpose: string, subject: string, text: string): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv(ALGORITHM, this.of(purpose), nonce);
    cipher.setAAD(Buffer.from(subject));
    return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  }

  /** Undefined when it was sealed by another key, for somebody else, or was changed. */
  open(purpose: string, subject: string, sealed: Buffer): string | undefined {
    if (sealed.length < NONCE + TAG) return undefined;
    try {
      const cipher = createDecipheriv(ALGORITHM, this.of(purpose), sealed.subarray(0, NONCE), { authTagLength: TAG });
      cipher.setAAD(Buffer.from(subject));
      cipher.setAuthTag(sealed.subarray(-TAG));
      return Buffer.concat([cipher.update(sealed.subarray(NONCE, -TAG)), cipher.final()]).toString("utf8");
    } catch {
      return undefined;
    }
  }
}
