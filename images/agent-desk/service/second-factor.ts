import { generateSync, generateURI, verifySync } from "otplib";
import type { Account, Accounts } from "./accounts.ts";
import type { DeskKeys } from "./desk-keys.ts";

const PURPOSE = "second factor";
const STEP_SECONDS = 30;
/** A telephone's clock may be so far off. */
const TOLERANCE = STEP_SECONDS;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Time-based one-time codes (RFC 6238), as authenticator apps make them: SHA-1, six digits, 30 s. */
export class SecondFactor {
  readonly #keys: DeskKeys;
  readonly #accounts: Accounts;

  constructor(keys: DeskKeys, accounts: Accounts) {
    this.#keys = keys;
    this.#accounts = accounts;
  }

  /** While it is being set up: the same at all replicas for this session, and nowhere stored until it is proved. */
  proposal(sessionId: string, login: string): string {
    return base32(this.#keys.derived("second factor proposal", `${sessionId} ${login}`).subarray(0, 20));
  }

  uri(secret: string, login: string, issuer: string): string {
    return generateURI({ issuer, label: login, secret });
  }

  /** Whether the code belongs to a secret that is not in use yet. */
  proves(secret: string, code: string): number | undefined {
    return stepOf(secret, code);
  }

  seal(login: string, secret: string): Buffer {
    return this.#keys.seal(PURPOSE, login, secret);
  }

  /** Right, and not used before. False too when the key has changed since: an administrator removes it then. */
  async accepts(account: Account, code: string): Promise<boolean> {
    if (account.second_factor === null) return false;
    const secret = this.#keys.open(PURPOSE, account.login, account.second_factor);
    if (secret === undefined) return false;
    const step = stepOf(secret, code);
    return step !== undefined && (await this.#accounts.useStep(account.login, step));
  }
}

function stepOf(secret: string, code: string): number | undefined {
  const result = verifySync({ secret, token: code, epochTolerance: TOLERANCE });
  if (!result.valid) return undefined;
  const now = Math.floor(Date.now() / 1000);
  return [now, now - TOLERANCE, now + TOLERANCE]
    .filter((epoch) => generateSync({ secret, epoch }) === code)
    .map((epoch) => Math.floor(epoch / STEP_SECONDS))
    .at(0);
}

function base32(bytes: Buffer): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join("");
}
