import { generateSync } from "otplib";
import { type DeskBrowser, field } from "./desk-browser.ts";
import type { TrialDesk } from "./trial-desk.ts";

export const PASSWORD = "Fen-Shui-4711-tao";

/** The first administrator, signed in, with password and second factor of its own. */
export async function firstAdministrator(desk: TrialDesk): Promise<DeskBrowser> {
  const { out } = await desk.run("first-administrator", "admin");
  const password = /first password[^:]*: (\S+)/.exec(out)?.[1] ?? "";
  const browser = desk.browser();
  await expectStatus(200, browser.signIn("admin", password));
  await expectStatus(200, browser.put("password", { current: password, next: PASSWORD }));
  await browser.enrol(PASSWORD);
  return browser;
}

export interface NewPerson {
  readonly login: string;
  readonly roles: readonly string[];
  readonly agent?: string;
  readonly skills?: readonly string[];
  readonly listenIn?: boolean;
}

/** Makes account and agent over the interface; signed in with a password (and code) of its own. */
export async function person(
  desk: TrialDesk,
  administrator: DeskBrowser,
  { login, roles, agent, skills = ["general"], listenIn = false }: NewPerson,
): Promise<DeskBrowser & { secret?: string }> {
  if (agent !== undefined)
    await expectStatus(
      204,
      administrator.put(`administration/agents/${agent}`, {
        displayName: `坐席${agent}`,
        employer: "department",
        activeFrom: "2026-01-01",
        activeUntil: null,
        skills: skills.map((skill) => ({ skill, level: 1 })),
      }),
    );
  const made = await expectStatus(
    201,
    administrator.post("administration/accounts", {
      login,
      displayName: `人员 ${login}`,
      roles,
      agent: agent ?? null,
      listenIn,
      disabled: false,
      identity: "local",
    }),
  );
  const password = String(field(made.body, "password"));
  const browser = desk.browser();
  await expectStatus(200, browser.signIn(login, password));
  const changed = await expectStatus(200, browser.put("password", { current: password, next: PASSWORD }));
  if (field(changed.body, "needs") === "second-factor") {
    const secret = await browser.enrol(PASSWORD);
    return Object.assign(browser, { secret });
  }
  return browser;
}

/** The code of the next time step, for the present one may be used up. */
export function nextCode(secret: string): string {
  return generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 });
}

export async function expectStatus(
  wanted: number,
  answer: ReturnType<DeskBrowser["send"]>,
): ReturnType<DeskBrowser["send"]> {
  const got = await answer;
  if (got.status !== wanted) throw new Error(`${got.status} instead of ${wanted}: ${JSON.stringify(got.body)}`);
  return got;
}

export async function until(holds: () => boolean | Promise<boolean>, milliseconds: number): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not so after ${milliseconds} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
