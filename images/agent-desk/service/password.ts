import { argon2, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import { bulkhead } from "cockatiel";

/** Argon2id with OWASP's first choice of 2025: 19 MiB, two passes, one lane. About 80 ms of one core, measured. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const BYTES = 32;
/** Each takes its memory: a flood of sign-ins waits in line and then is refused. */
const HASHES = bulkhead(4, 400);

export const LEAST_LENGTH = 12;
/** From here on the length alone is enough. */
const LONG = 20;
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number };

function digest(password: string, nonce: Buffer, cost: Cost): Promise<Buffer> {
  return HASHES.execute(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        const of = { message: password.normalize("NFKC"), nonce, tagLength: BYTES, ...cost };
        argon2("argon2id", of, (error, hash) => {
          if (error === null) resolve(hash);
          else reject(error);
        });
      }),
  );
}

const base64 = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");

/** In the PHC form, which other implementations read as well. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const { memory, passes, parallelism } = COST;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(await digest(password, salt, COST))}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
/** Against a hash that is none, an account that does not exist takes as long as one that does. */
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(randomBytes(16))}$${base64(randomBytes(BYTES))}`;

export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [, memory, passes, parallelism, salt = "", wanted = ""] = PHC.exec(hash ?? NOBODY) ?? PHC.exec(NOBODY) ?? [];
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const found = await digest(password, Buffer.from(salt, "base64"), cost);
  const expected = Buffer.from(wanted, "base64");
  return hash !== null && expected.length === found.length && timingSafeEqual(found, expected);
}

/** GB/T 22239 asks for complexity: three of four kinds of characters, or 20 of any. Never the login, nor one thing repeated. */
export function isStrong(password: string, login: string): boolean {
  const characters = Array.from(password);
  if (characters.length < LEAST_LENGTH || new Set(characters).size < 6) return false;
  // A login of two letters is in many a good password.
  if (login.length >= 4 && password.toLowerCase().includes(login.toLowerCase())) return false;
  if (/(?:123456|abcdef|qwerty|password|12333)/i.test(password) && characters.length < LONG) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  return kinds >= 3 || characters.length >= LONG;
}

/** For one sign-in: 20 characters that nobody mixes up, 99 bits. */
export function freshPassword(): string {
  const group = () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}
