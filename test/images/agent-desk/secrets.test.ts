import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DeskKeys } from "../../../images/agent-desk/service/desk-keys.ts";
import { maskedNumber } from "../../../images/agent-desk/service/mask.ts";
import { freshPassword, hashPassword, isPassword, isStrong } from "../../../images/agent-desk/service/password.ts";
import { settingsFrom } from "../../../images/agent-desk/service/settings.ts";

describe("a password", () => {
  it("is known by its Argon2id hash, which is another each time, and by no other", async () => {
    const [one, two] = await Promise.all([hashPassword("正确的-Horse-7"), hashPassword("正确的-Horse-7")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(two);
    expect(await isPassword("正确的-Horse-7", one)).toBe(true);
    expect(await isPassword("正确的-Horse-8", one)).toBe(false);
    // The same letters, composed otherwise by another keyboard.
    expect(await isPassword("Cafe\u0301-Horse-77", await hashPassword("Caf\u00e9-Horse-77"))).toBe(true);
    // No account, and a hash that is none.
    expect(await isPassword("anything", null)).toBe(false);
    await expect(isPassword("anything", "$argon2id$broken")).resolves.toBe(false);
  });

  it("is refused when it is short, plain, well known or the login", () => {
    for (const weak of [
      "Short-1a",
      "alllowercase1",
      "zhangsan-Aa1-x",
      "Aa1Aa1Aa1Aa1",
      "Aa-123456-Bb",
      "Password-2026x",
    ])
      expect(isStrong(weak, "zhangsan")).toBe(false);
    for (const strong of ["Fen-Shui-4711", "correct horse battery staple", freshPassword()])
      expect(isStrong(strong, "zhangsan")).toBe(true);
    expect(new Set(Array.from({ length: 50 }, freshPassword)).size).toBe(50);
  });
});

describe("what is sealed", () => {
  it("opens for the same stack, purpose and person, whole, and for nobody else", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), (subject, text, position) => {
        const keys = new DeskKeys("a secret of this run", "anhui");
        const sealed = keys.seal("second factor", subject, text);
        expect(keys.open("second factor", subject, sealed)).toBe(text);
        expect(keys.open("second factor", `${subject}x`, sealed)).toBeUndefined();
        expect(keys.open("oidc way", subject, sealed)).toBeUndefined();
        expect(new DeskKeys("a secret of this run", "hunan").open("second factor", subject, sealed)).toBeUndefined();
        const changed = Buffer.from(sealed);
        const at = position % changed.length;
        changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
        expect(keys.open("second factor", subject, changed)).toBeUndefined();
        expect(keys.open("second factor", subject, sealed.subarray(0, position % 28))).toBeUndefined();
      }),
    );
  });
});

describe("a caller's number", () => {
  it("keeps its length and shows seven digits at most, four of a short one", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,20}$/), (number) => {
        const masked = maskedNumber(number);
        expect(masked).toHaveLength(number.length);
        expect(masked.replaceAll("*", "").length).toBeLessThanOrEqual(number.length >= 9 ? 7 : 4);
        expect(number.length < 5 || masked.endsWith(number.slice(-4))).toBe(true);
      }),
    );
    expect([maskedNumber("13855512345"), maskedNumber("65123456"), maskedNumber("110")]).toEqual([
      "138****2345",
      "****3456",
      "***",
    ]);
  });
});

describe("the environment", () => {
  it("is refused by the variable's name, never with its value", () => {
    const environment = { SESSION_KEY: "short-secret", HOTLINE_CONFIG: "/desk.json" };
    expect(() => settingsFrom(environment)).toThrow(/^SESSION_KEY has less than 24 characters$/);
    expect(() => settingsFrom({})).toThrow("SESSION_KEY is not set");
    expect(() => settingsFrom({ SESSION_KEY: "k".repeat(24) })).toThrow("HOTLINE_CONFIG is not set");
  });
});
