import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DeskKeys } from "../../images/agent-desk/service/desk-keys.ts";
import { SessionTokens } from "../../images/agent-desk/service/session-token.ts";
import { type DeskBrowser, field } from "../support/desk-browser.ts";
import { expectStatus, firstAdministrator, nextCode, PASSWORD, person } from "../support/desk-people.ts";
import { SESSION_KEY, TrialDesk } from "../support/trial-desk.ts";
import { DESK, found, OWNER, startMigrated, suite } from "./hotline-database.ts";
import type { TrialPostgres } from "./postgres.ts";

/** The service as a process, with a real PostgreSQL: who gets in, and who does not. */
describe.skipIf("missing" in found)(suite("signing in at the desk"), () => {
  let server: TrialPostgres;
  let desk: TrialDesk;
  let administrator: DeskBrowser;
  let agent: DeskBrowser;

  beforeAll(async () => {
    server = await startMigrated();
    desk = await TrialDesk.start({ server });
    administrator = await firstAdministrator(desk);
    agent = await person(desk, administrator, { login: "lin", roles: ["agent"], agent: "2001" });
  });
  afterAll(async () => {
    await desk.dispose();
    await server.dispose();
  });

  const claimsOf = (browser: DeskBrowser): Record<string, unknown> => {
    const text = Buffer.from(browser.cookie.split(".")[1] ?? "", "base64url").toString();
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  };
  const withCookie = (token: string): DeskBrowser => {
    const browser = desk.browser();
    browser.cookie = `__Host-desk=${token}`;
    return browser;
  };

  it("makes one first administrator, whose password no log and no second run shows", async () => {
    const again = await desk.run("first-administrator", "second");
    expect(again.code).toBe(1);
    expect(again.out).toContain("There is an administrator already");
    expect(desk.log).not.toMatch(/password|[a-z0-9]{5}(-[a-z0-9]{5}){3}/i);
    const hash = server.query("hotline", "SELECT password_hash FROM desk_account WHERE login = 'admin'", DESK);
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    // What shares the table with it is sealed: the secret itself is nowhere.
    expect(
      server.query("hotline", "SELECT octet_length(second_factor) FROM desk_account WHERE login = 'admin'", DESK),
    ).toBe("60");
  });

  it("asks for a password of one's own and a second factor before anything else", async () => {
    const fresh = field(
      (await administrator.post("administration/accounts", account("wang", ["supervisor"]))).body,
      "password",
    );
    const browser = desk.browser();
    const first = await browser.signIn("wang", String(fresh));
    expect(field(first.body, "session", "needs")).toBe("new-password");
    expect((await browser.get("board")).error).toBe("password-change-needed");
    for (const next of ["short", "wang-wang-wang-1A", "aaaaaaaaaaaaaaaa", "Password12333!!", String(fresh)])
      expect((await browser.put("password", { current: fresh, next })).error).toBe("weak-password");
    const changed = await browser.put("password", { current: fresh, next: PASSWORD });
    expect(field(changed.body, "needs")).toBe("second-factor");
    expect((await browser.get("board")).error).toBe("second-factor-needed");
    await browser.enrol(PASSWORD);
    expect((await browser.get("board")).status).toBe(200);
  });

  it("gives a cookie that scripts, other sites and plain HTTP never see, and headers that let no foreign code run", async () => {
    const { headers } = await agent.signIn("lin", PASSWORD);
    expect(headers.getSetCookie()[0]).toMatch(
      /^__Host-desk=[\w.-]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'self'; connect-src 'self' wss://127.0.0.1:7443;");
    expect(policy).not.toContain("unsafe");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-frame-options")).toBe("DENY");
  });

  it("refuses a forged role, a changed, unsigned, expired or foreign token", async () => {
    const claims = claimsOf(agent);
    expect(claims["roles"]).toEqual(["agent"]);
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const [head = "", , mac = ""] = agent.cookie.replace("__Host-desk=", "").split(".");
    const forged = encode({ ...claims, roles: ["administrator"] });
    const guessed = createHmac("sha256", SESSION_KEY).update(`${head}.${forged}`).digest("base64url");
    const none = `${encode({ alg: "none", typ: "JWT" })}.${forged}.`;
    const now = Math.floor(Date.now() / 1000);
    const mine = new SessionTokens(new DeskKeys(SESSION_KEY, "test"), "test");
    const other = new SessionTokens(new DeskKeys(SESSION_KEY, "other"), "test");
    const sound = {
      sid: String(claims["sid"]),
      login: "lin",
      name: "林",
      agent: "2001",
      roles: ["administrator" as const],
      listenIn: true,
      identity: "local" as const,
      secondFactor: false,
      needs: "nothing" as const,
      iat: now,
      exp: now + 600,
    };
    for (const token of [
      `${head}.${forged}.${mac}`,
      `${head}.${forged}.${guessed}`,
      none,
      // The other province has the same secret by mistake: its stack is part of the key.
      await other.sign(sound),
      await mine.sign({ ...sound, exp: now - 1 }),
      // Signed well, but no such session was ever begun.
      await mine.sign({ ...sound, sid: randomUUID() }),
      "",
      "x".repeat(5_000),
    ]) {
      const answer = await withCookie(token).get("administration/accounts");
      expect([answer.status, answer.error]).toEqual([401, "not-signed-in"]);
    }
    // Even a role that was signed by mistake: the account's own roles count.
    expect((await withCookie(await mine.sign(sound)).get("administration/accounts")).status).toBe(403);
  });

  it("lets each role do its part and nothing else", async () => {
    const quality = await person(desk, administrator, { login: "qian", roles: ["quality"], agent: "2050" });
    const auditor = await person(desk, administrator, { login: "zhou", roles: ["auditor"] });
    const allowed = async (browser: DeskBrowser, paths: readonly string[]) =>
      Promise.all(paths.map(async (path) => (await browser.get(path)).status));
    const paths = ["board", "report?day=2026-11-24", "work-orders", "call-backs", "administration/accounts", "audit"];
    expect(await allowed(agent, paths)).toEqual([403, 403, 200, 200, 403, 403]);
    expect(await allowed(quality, paths)).toEqual([200, 200, 200, 403, 403, 403]);
    expect(await allowed(administrator, paths)).toEqual([200, 403, 403, 403, 200, 403]);
    expect(await allowed(auditor, paths)).toEqual([403, 403, 403, 403, 403, 200]);
    expect((await agent.put("agents/2050/state", { status: "break", why: "x" })).status).toBe(403);
    // Without the account's own permission not even a supervisor listens in.
    expect((await quality.post("listen-in", { agent: "2001", why: "抽检" })).status).toBe(403);
    expect((await agent.post("administration/accounts", account("eve", ["administrator"]))).status).toBe(403);
  });

  it("refuses what another site sends, whatever the browser says about it", async () => {
    const body = { status: "break", reason: "rest" };
    const attempts = [
      { headers: { origin: "https://evil.example" } },
      { headers: { origin: "null" } },
      { without: ["x-hotline-desk"] },
      { headers: { "sec-fetch-site": "cross-site" } },
      { headers: { "sec-fetch-site": "same-site" } },
    ];
    for (const attempt of attempts) {
      const answer = await agent.send("PUT", "state", { body, ...attempt });
      expect([answer.status, answer.error]).toEqual([403, "cross-site"]);
    }
    // A form can only send this, and a simple request no JSON.
    const plain = await agent.send("PUT", "state", { body, headers: { "content-type": "text/plain" } });
    expect([plain.status, plain.error]).toEqual([400, "malformed"]);
    // Signing somebody in as somebody else is an attack too.
    const login = await agent.send("POST", "session", {
      body: { login: "lin", password: PASSWORD },
      without: ["x-hotline-desk"],
    });
    expect(login.error).toBe("cross-site");
  });

  it("begins a session with an id of its own, and ends the account's other one", async () => {
    const planted = desk.browser();
    planted.cookie = agent.cookie;
    const before = claimsOf(agent)["sid"];
    await expectStatus(200, planted.signIn("lin", PASSWORD));
    const after = claimsOf(planted)["sid"];
    expect(after).not.toBe(before);
    const made = withCookie("eyJhbGciOiJIUzI1NiJ9.e30.x");
    await expectStatus(200, made.signIn("lin", PASSWORD));
    expect(claimsOf(made)["sid"]).not.toBe(after);
    // Who planted the first cookie, or still has it, has nothing.
    await new Promise((resolve) => setTimeout(resolve, 5_100));
    expect((await agent.get("session")).error).toBe("not-signed-in");
    expect((await planted.get("session")).error).toBe("not-signed-in");
    await expectStatus(200, agent.signIn("lin", PASSWORD));
  });

  it("takes a code once, also when two send it at the same moment", async () => {
    const wu = await person(desk, administrator, { login: "wu", roles: ["supervisor"], agent: "2060" });
    const secret = wu.secret ?? "";
    const code = nextCode(secret);
    const asked = await desk.browser().signIn("wu", PASSWORD);
    expect(asked.body).toEqual({ state: "second-factor" });
    const both = await Promise.all([
      desk.browser().signIn("wu", PASSWORD, code),
      desk.browser().signIn("wu", PASSWORD, code),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await desk.browser().signIn("wu", PASSWORD, code)).error).toBe("wrong-code");
    expect((await desk.browser().signIn("wu", PASSWORD, "000000")).error).toBe("wrong-code");
  });

  it("locks an account after five failures, also of thirty at once, and no right password opens it then", async () => {
    await person(desk, administrator, { login: "he", roles: ["agent"], agent: "2070" });
    const guesses = await Promise.all(
      Array.from({ length: 30 }, (_, index) => desk.browser().signIn("he", `Guess-${index}-abcdef`)),
    );
    const codes = guesses.map(({ error }) => error);
    expect(codes.filter((code) => code === "wrong-credentials")).toHaveLength(5);
    expect(codes.filter((code) => code === "locked-out")).toHaveLength(25);
    const locked = await desk.browser().signIn("he", PASSWORD);
    expect(locked.error).toBe("locked-out");
    expect(field(locked.body, "retryAfterSeconds")).toBeGreaterThan(880);
    await expectStatus(204, administrator.post("administration/accounts/he/unlock"));
    expect((await desk.browser().signIn("he", PASSWORD)).status).toBe(200);
    expect(
      server.query("hotline", "SELECT count(*) FROM audit_log WHERE action = 'sign-in-failed' AND actor = 'he'", OWNER),
    ).toBe("5");
  });

  it("says the same of a login that does not exist, and takes as long", async () => {
    const time = async (login: string) => {
      const began = performance.now();
      const { error } = await desk.browser().signIn(login, "Guess-1-abcdef");
      return { error, milliseconds: performance.now() - began };
    };
    const [known, unknown] = [await time("qian"), await time("nobody")];
    expect([known.error, unknown.error]).toEqual(["wrong-credentials", "wrong-credentials"]);
    expect(unknown.milliseconds).toBeGreaterThan(known.milliseconds / 3);
    for (let index = 0; index < 5; index++) await time("nobody");
    expect((await time("nobody")).error).toBe("locked-out");
  });

  it("ends the sessions of whoever loses a role, is disabled, or gets another password", async () => {
    const sun = await person(desk, administrator, { login: "sun", roles: ["agent"], agent: "2080" });
    const stream = await sun.follow();
    const form = { displayName: "孙", roles: ["agent"], agent: "2080", listenIn: false };
    await expectStatus(204, administrator.put("administration/accounts/sun", { ...form, disabled: true }));
    expect((await sun.get("session")).error).toBe("not-signed-in");
    expect((await desk.browser().signIn("sun", PASSWORD)).error).toBe("wrong-credentials");
    stream.close();
    // Nobody raises or locks the own account.
    const own = {
      displayName: "管理员",
      roles: ["administrator", "supervisor"],
      agent: null,
      listenIn: true,
      disabled: false,
    };
    expect((await administrator.put("administration/accounts/admin", own)).status).toBe(403);
    const both = account("yi", ["auditor", "administrator"]);
    expect((await administrator.post("administration/accounts", both)).status).toBe(422);
  });

  it("stops an address that fails again and again", async () => {
    let last: unknown;
    for (let index = 0; index < 80 && last !== "too-many"; index++)
      last = (await desk.browser().signIn(`stranger-${index}`, "Guess-1-abcdef")).error;
    expect(last).toBe("too-many");
  });
});

function account(login: string, roles: readonly string[]) {
  return { login, displayName: login, roles, agent: null, listenIn: false, disabled: false, identity: "local" };
}
