import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Credential, Credentials } from "../../../images/media-controller/credentials.ts";

describe("short-lived telephones", () => {
  let folder: string;
  let credentials: Credentials;
  const entryOf = (id: string) => readFileSync(join(folder, "directory", `${id}.xml`), "utf8");

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "hotline-credentials-"));
    credentials = new Credentials(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("are an agent's in the agents' context, in the form that an earlier version of the other node takes", () => {
    const { credential, password } = credentials.issue("2001", "anhui.hotline.internal", { seconds: 600 });
    expect(Object.keys(credential)).toEqual(["id", "a1Hash", "expiresAt"]);
    expect(entryOf("2001")).toContain('name="user_context" value="agents"');
    expect(entryOf("2001")).not.toContain(password);
  });

  it("are a citizen's in a context of their own, also on the node that was told and after a restart", () => {
    const { credential } = credentials.issue("guest-0001", "anhui.hotline.internal", { seconds: 600, guest: true });
    expect(entryOf("guest-0001")).toContain('name="user_context" value="citizens"');
    const other = new Credentials(mkdtempSync(join(folder, "other-")));
    other.merge([Credential.parse(JSON.parse(JSON.stringify(credential)))]);
    expect(other.all()).toEqual([credential]);
    expect(new Credentials(folder).all()).toEqual([credential]);
  });

  it("are for twenty citizens at most, each by another name, until theirs are over", () => {
    for (let index = 0; index < 20; index++) {
      const id = credentials.freeGuest();
      expect(id).toMatch(/^guest-\d{4}$/);
      credentials.issue(id ?? "", "anhui.hotline.internal", { seconds: 600, guest: true });
    }
    expect(readdirSync(join(folder, "directory"))).toHaveLength(20);
    expect(credentials.freeGuest()).toBeUndefined();
    const first = credentials.all()[0]?.id ?? "";
    credentials.expire([first]);
    expect(credentials.freeGuest()).toMatch(/^guest-\d{4}$/);
  });
});
