import { describe, expect, it } from "vitest";
import { calledNumberPattern } from "../../../components/freeswitch/called-numbers.ts";

const FORMS = ["pilot", "short-code", "area-code-short-code", "international", "last-digits"] as const;

function matcher(numbers: Parameters<typeof calledNumberPattern>[0]): (dialed: string) => boolean {
  const pattern = calledNumberPattern(numbers);
  return (dialed) => pattern !== undefined && new RegExp(pattern).test(dialed);
}

describe("the called-number pattern", () => {
  const hefei = matcher({ areaCodes: ["0551", "0552"], pilot: "055165123456", forms: FORMS });

  it.each([
    "12333",
    "055112333",
    "055212333",
    "055165123456",
    "65123456",
    "3456",
    "23456",
    "5123456",
    "+8655112333",
    "008655265123456",
    "8655165123456",
  ])("takes %s", (dialed) => {
    expect(hefei(dialed)).toBe(true);
  });

  it.each(["", "1233", "123333", "055312333", "10086", "456", "x12333", "65123457", "05521233", "+8612333"])(
    "leaves %j",
    (dialed) => {
      expect(hefei(dialed)).toBe(false);
    },
  );

  it("takes only the forms that the carrier delivers", () => {
    const short = matcher({ areaCodes: ["010"], pilot: "01065123456", forms: ["short-code"] });
    expect(short("12333")).toBe(true);
    expect(short("01012333")).toBe(false);
    expect(short("65123456")).toBe(false);
  });

  it("works without a pilot number as far as it can", () => {
    expect(matcher({ areaCodes: ["0551"], pilot: undefined, forms: FORMS })("055112333")).toBe(true);
    expect(
      calledNumberPattern({ areaCodes: ["0551"], pilot: undefined, forms: ["pilot", "last-digits"] }),
    ).toBeUndefined();
  });
});
