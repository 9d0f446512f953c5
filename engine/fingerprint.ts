import { createHmac } from "node:crypto";

/** What stands in for a secret wherever no passphrase is: recognizable, and equal only for an equal ciphertext. */
const PREFIX = "fingerprint:";

/**
 * Fingerprint of one secret of a stack, from its ciphertext in the stack file: an unchanged secret compares equal,
 * a rotated one does not, and nothing about its value is told. Undefined ciphertext: the secret is not set.
 */
export function secretFingerprint(stack: string, name: string, ciphertext: string | undefined): string {
  if (ciphertext === undefined) return `${PREFIX}unset`;
  const digest = createHmac("sha256", `hotline/${stack}/${name}`).update(ciphertext).digest("hex");
  return PREFIX + digest.slice(0, 32);
}
