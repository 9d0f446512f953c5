import { createHash, randomBytes, randomInt } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readIfThere, readState, writeDurably } from "./durable-file.ts";

export const CredentialWish = z.strictObject({
  seconds: z
    .int()
    .min(60)
    .max(24 * 3600)
    .default(8 * 3600),
});

/** As the other node gets it: the password itself leaves only in the answer to the desk. */
export const Credential = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/),
  a1Hash: z.string().regex(/^[0-9a-f]{32}$/),
  /** Unix milliseconds. */
  expiresAt: z.number(),
  /** Of a citizen in the demo. Left out for agents, so that a node of an earlier version takes theirs. */
  guest: z.literal(true).optional(),
});
export type Credential = z.infer<typeof Credential>;

/** A citizen's telephone in the demo; it is for one call. */
export const GUEST_SECONDS = 15 * 60;
const MOST_GUESTS = 20;

const Saved = z.array(Credential);

/** Short-lived SIP passwords of agents, as directory entries of the switch. One an agent: a new one ends the old one. */
export class Credentials {
  readonly #folder: string;
  readonly #index: string;
  readonly #all = new Map<string, Credential>();

  constructor(folder: string) {
    this.#folder = join(folder, "directory");
    this.#index = join(folder, "credentials.json");
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    chmodSync(this.#folder, 0o700);
    for (const each of readState(this.#index, Saved) ?? []) this.#all.set(each.id, each);
    this.write();
  }

  all(): readonly Credential[] {
    return [...this.#all.values()];
  }

  issue(
    id: string,
    realm: string,
    how: { readonly seconds: number; readonly guest?: true },
  ): { readonly credential: Credential; readonly password: string } {
    const password = randomBytes(24).toString("base64url");
    // Of two the one that ends later counts, on both nodes: a shorter one must not lose against the one that it replaces.
    const expiresAt = Math.max(Date.now() + how.seconds * 1000, (this.#all.get(id)?.expiresAt ?? 0) + 1);
    const credential = {
      id,
      a1Hash: createHash("md5").update(`${id}:${realm}:${password}`).digest("hex"),
      expiresAt,
      ...(how.guest === true ? { guest: how.guest } : {}),
    };
    this.merge([credential]);
    return { credential, password };
  }

  /** A name for one more citizen of the demo; undefined when there are as many as may be. */
  freeGuest(): string | undefined {
    const taken = this.all().filter(({ guest }) => guest === true);
    if (taken.length >= MOST_GUESTS) return undefined;
    for (;;) {
      const id = `guest-${String(randomInt(10_000)).padStart(4, "0")}`;
      if (!taken.some((each) => each.id === id)) return id;
    }
  }

  /** Takes later ones; true when the switch must read its directory again. */
  merge(others: readonly Credential[]): boolean {
    const news = others.filter(
      (other) => other.expiresAt > Date.now() && other.expiresAt > (this.#all.get(other.id)?.expiresAt ?? 0),
    );
    for (const each of news) this.#all.set(each.id, each);
    if (news.length > 0) this.write();
    return news.length > 0;
  }

  /** Ids whose time is over or who signed out; their entries are gone when this returns. */
  expire(signedOut: readonly string[] = []): readonly string[] {
    const over = this.all()
      .filter((each) => each.expiresAt <= Date.now() || signedOut.includes(each.id))
      .map((each) => each.id);
    for (const id of over) this.#all.delete(id);
    if (over.length > 0) this.write();
    return over;
  }

  write(): void {
    writeDurably(this.#index, `${JSON.stringify(this.all())}\n`);
    const wanted = new Map(this.all().map((each) => [`${each.id}.xml`, entry(each)]));
    for (const file of readdirSync(this.#folder)) if (!wanted.has(file)) rmSync(join(this.#folder, file));
    for (const [file, text] of wanted) {
      const path = join(this.#folder, file);
      // The switch may be reading its directory at this moment.
      if (readIfThere(path) !== text) writeDurably(path, text);
    }
  }
}

function entry({ id, a1Hash, guest }: Credential): string {
  return [
    "<include>",
    `  <user id="${id}">`,
    "    <params>",
    `      <param name="a1-hash" value="${a1Hash}"/>`,
    '      <param name="allow-empty-password" value="false"/>',
    "    </params>",
    `    <variables><variable name="user_context" value="${guest === true ? "citizens" : "agents"}"/></variables>`,
    "  </user>",
    "</include>",
    "",
  ].join("\n");
}
