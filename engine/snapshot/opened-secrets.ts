import { createDecipheriv, pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import { UserError } from "../../provinces/finding.ts";

/** sdk/go/common/resource/config/crypt.go: fixed in the engine. */
const ITERATIONS = 1_000_000;
const KEY_BYTES = 32;
const TAG_BYTES = 16;

/** Turns the ciphertext of one secret into its text. */
export type Decrypt = (ciphertext: string) => string;

/**
 * For what the engine's passphrase provider encrypted: AES-256-GCM under a key derived from the passphrase and the
 * salt of a stack file or state, `v1:<salt>:v1:<nonce>:<the word pulumi, encrypted>`.
 * @throws UserError PASSPHRASE_WRONG when it is of another passphrase.
 */
export async function passphraseDecrypt(request: {
  readonly passphrase: string;
  readonly salt: string;
  readonly stack: string;
}): Promise<Decrypt> {
  const { passphrase, salt, stack } = request;
  const [, bytes = "", ...check] = salt.split(":");
  const key = await promisify(pbkdf2)(passphrase, Buffer.from(bytes, "base64"), ITERATIONS, KEY_BYTES, "sha256");
  const decrypt: Decrypt = (ciphertext) => {
    const [, nonce = "", sealed = ""] = ciphertext.split(":");
    const whole = Buffer.from(sealed, "base64");
    const cut = whole.length - TAG_BYTES;
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(nonce, "base64"));
    decipher.setAuthTag(whole.subarray(cut));
    return Buffer.concat([decipher.update(whole.subarray(0, cut)), decipher.final()]).toString("utf8");
  };
  try {
    if (decrypt(check.join(":")) === "pulumi") return decrypt;
  } catch {
    // Said below.
  }
  throw new UserError([{ code: "PASSPHRASE_WRONG", where: {}, facts: { stack } }]);
}
