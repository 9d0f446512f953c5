import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { field } from "../support/desk-browser.ts";
import { expectStatus, firstAdministrator } from "../support/desk-people.ts";
import { IdentityProvider } from "../support/identity-provider.ts";
import { TrialDesk } from "../support/trial-desk.ts";
import { freePort } from "./free-port.ts";
import { found, OWNER, startMigrated, suite } from "./hotline-database.ts";
import type { TrialPostgres } from "./postgres.ts";

/** Signing in at a real OpenID provider (oidc-provider) over TLS with an authority of the department. */
describe.skipIf("missing" in found)(suite("the department's identity provider"), () => {
  const folder = mkdtempSync(join(tmpdir(), "hotline-oidc-"));
  let server: TrialPostgres;
  let provider: IdentityProvider;
  let desk: TrialDesk;
  /** Login that the provider gives for an account there. */
  const names = new Map([
    ["p-1", "lin"],
    ["p-2", "stranger"],
    ["p-3", "admin"],
  ]);

  beforeAll(async () => {
    server = await startMigrated();
    const port = await freePort();
    // The desk's own port is part of the address that leads back to it.
    desk = await TrialDesk.start({ server });
    provider = await IdentityProvider.start({
      port,
      clientId: "desk",
      clientSecret: "secret-of-this-run",
      callback: `https://127.0.0.1:${desk.port}/api/oidc/callback`,
      names: (account) => names.get(account) ?? account,
    });
    const authority = join(folder, "authority.pem");
    writeFileSync(authority, provider.authority);
    const administrator = await firstAdministrator(desk);
    await expectStatus(
      201,
      administrator.post("administration/accounts", {
        login: "lin",
        displayName: "林",
        roles: ["quality"],
        agent: null,
        listenIn: false,
        disabled: false,
        identity: "oidc",
      }),
    );
    const identity = { local: false, oidc: { issuer: provider.issuer, clientId: "desk" } };
    desk.write({ identity });
    await desk.restart({ NODE_EXTRA_CA_CERTS: authority, OIDC_CLIENT_SECRET: "secret-of-this-run" });
  });
  afterAll(async () => {
    await desk.dispose();
    await provider.stop();
    await server.dispose();
    rmSync(folder, { recursive: true });
  });

  /** As a browser goes: to the provider, through its pages, and back; or with something changed on the way. */
  async function through(
    account: string,
    change: (way: { cookie: string; back: string }) => { cookie: string; back: string } = (way) => way,
  ) {
    const browser = desk.browser();
    const start = await browser.get("oidc/start");
    expect(start.status).toBe(302);
    const cookie = start.headers.getSetCookie()[0] ?? "";
    expect(cookie).toMatch(/^__Host-desk-oidc=[\w-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const back = await provider.signIn(start.headers.get("location") ?? "", account);
    const way = change({ cookie: cookie.split(";", 1)[0] ?? "", back });
    const { pathname, search } = new URL(way.back);
    const done = await browser.get(`${pathname.replace("/api/", "")}${search}`, { cookie: way.cookie });
    return { browser, location: done.headers.get("location"), way };
  }

  it("says who somebody is; what that person may do stands in the desk's account", async () => {
    const { browser, location } = await through("p-1");
    expect(location).toBe("/");
    const { body } = await expectStatus(200, browser.get("session"));
    expect(body).toMatchObject({ login: "lin", roles: ["quality"], identity: "oidc", needs: "nothing" });
    expect((await browser.get("administration/accounts")).status).toBe(403);
    expect((await browser.put("password", { current: "x", next: "Fen-Shui-4711" })).status).toBe(403);
    expect(server.query("hotline", "SELECT subject FROM desk_account WHERE login = 'lin'", OWNER)).toBe(
      `${provider.issuer} p-1`,
    );
  });

  it("lets nobody in without an account, into a local one, or by the name of somebody else", async () => {
    expect((await through("p-2")).location).toBe("/#sign-in=forbidden");
    expect((await through("p-3")).location).toBe("/#sign-in=forbidden");
    // The name was given to another person at the provider.
    names.set("p-9", "lin");
    expect((await through("p-9")).location).toBe("/#sign-in=forbidden");
    expect(
      server.query(
        "hotline",
        "SELECT count(*) FROM audit_log WHERE action = 'sign-in-failed' AND detail ->> 'identity' = 'oidc'",
        OWNER,
      ),
    ).toBe("3");
  });

  it("takes an answer only from the browser that asked, once, and as it was given", async () => {
    const other = await desk.browser().get("oidc/start");
    const foreign = (other.headers.getSetCookie()[0] ?? "").split(";", 1)[0] ?? "";
    const refused = "/#sign-in=wrong-credentials";
    expect((await through("p-1", ({ back }) => ({ cookie: foreign, back }))).location).toBe(refused);
    expect((await through("p-1", ({ back }) => ({ cookie: "", back }))).location).toBe(refused);
    expect(
      (await through("p-1", (way) => ({ ...way, back: way.back.replace(/state=[^&]+/, "state=x") }))).location,
    ).toBe(refused);
    expect((await through("p-1", (way) => ({ ...way, back: way.back.replace(/code=[^&]+/, "code=x") }))).location).toBe(
      refused,
    );
    const { way, location } = await through("p-1");
    expect(location).toBe("/");
    const { pathname, search } = new URL(way.back);
    const again = await desk.browser().get(`${pathname.replace("/api/", "")}${search}`, { cookie: way.cookie });
    expect(again.headers.get("location")).toBe(refused);
  });

  it("offers no local sign-in where the province wants none", async () => {
    expect((await desk.browser().get("sign-in")).body).toMatchObject({ local: false, oidc: { label: "统一身份认证" } });
    expect((await desk.browser().signIn("admin", "x")).status).toBe(404);
    expect(field((await desk.browser().get("session")).body, "error")).toBe("not-signed-in");
  });
});
