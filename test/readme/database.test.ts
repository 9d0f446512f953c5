import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DATABASE_ROLES } from "../../planning/database-roles.ts";
import { ServiceTarget } from "../../provinces/schema/demand.ts";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(root, "docs/database.md"), "utf8");

describe("docs/database.md", () => {
  it("explains every message that the database's scripts print", () => {
    const folder = join(root, "platforms/docker");
    const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
    const codes = sources.flatMap((source) => [
      ...source.matchAll(/(?:refuse|say|failed|code=)\s?((?:DATABASE|RESTORE)_[A-Z_]+)/g),
    ]);
    expect(codes.length).toBeGreaterThan(30);
    for (const [, code] of codes) expect(text).toContain(`\`${code}\``);
  });

  it("explains every refusal of hotline:restoreDatabase", () => {
    const source = readFileSync(join(root, "stacks/database-restores.ts"), "utf8");
    const codes = [...source.matchAll(/code: "(RESTORE_[A-Z_]+)"/g)];
    expect(codes.length).toBe(6);
    for (const [, code] of codes) expect(text).toContain(`\`${code}\``);
  });

  it("names every login with its secret", () => {
    for (const { login, secret } of Object.values(DATABASE_ROLES)) {
      expect(text).toMatch(new RegExp(`\\| \`${login}\` .*\\| \`${secret}\``));
    }
  });

  it("names every formula of the service level", () => {
    const formulas = ServiceTarget.shape.formula.unwrap().options;
    expect(formulas).toHaveLength(4);
    for (const formula of formulas) expect(text).toContain(`\`${formula}\``);
  });
});
