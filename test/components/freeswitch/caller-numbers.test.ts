import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalizeCaller } from "../../../components/freeswitch/caller-numbers.ts";
import { channelVariable, element, xmlFile } from "../../../components/freeswitch/xml.ts";

interface Rule {
  readonly form: string;
  readonly field: string;
  readonly expression: RegExp;
  readonly number: string;
}

/** The rules as FreeSWITCH reads them from the written XML, in order. */
function rulesOf(fromTrunk: boolean): readonly Rule[] {
  const text = xmlFile(element("context", {}, normalizeCaller({ fromTrunk })));
  return [...text.matchAll(/<extension name="caller-([\w-]+)"[\s\S]*?<\/extension>/g)].map(([whole, form = ""]) => {
    const [, field = "", expression = ""] = /<condition field="(\w+)" expression="([^"]*)"/.exec(whole) ?? [];
    const [, number = ""] = /data="caller_id_number=([^"]*)"/.exec(whole) ?? [];
    return { form, field, expression: new RegExp(expression), number };
  });
}

function normalized(caller: string, of: { fromTrunk?: boolean; hidden?: boolean; group?: string } = {}) {
  for (const { form, field, expression, number } of rulesOf(of.fromTrunk ?? true)) {
    const value = field === "caller_id_number" ? caller : String(of.hidden ?? false);
    const found = expression.exec(value);
    if (found !== null)
      return {
        form,
        number: number.replaceAll(channelVariable("trunk_group"), of.group ?? "0551").replaceAll("$1", found[1] ?? ""),
      };
  }
  return undefined;
}

describe("the calling number", () => {
  it.each([
    ["055165123456", "055165123456"],
    ["65123456", "055165123456"],
    ["6512345", "05516512345"],
    ["+8655165123456", "055165123456"],
    ["008655165123456", "055165123456"],
    ["8655165123456", "055165123456"],
    ["86055165123456", "055165123456"],
    ["55165123456", "055165123456"],
    ["1065123456", "01065123456"],
    ["01065123456", "01065123456"],
    ["+861065123456", "01065123456"],
    ["2165123456", "02165123456"],
    ["13812345678", "13812345678"],
    ["013812345678", "13812345678"],
    ["+8613812345678", "13812345678"],
    ["008613812345678", "13812345678"],
    ["8613812345678", "13812345678"],
    ["+85223456789", "0085223456789"],
    ["0014155550100", "0014155550100"],
    ["12345", "12345"],
    ["95588", "95588"],
    ["4008001234", "4008001234"],
  ])("%s becomes %s", (caller, expected) => {
    expect(normalized(caller)?.number).toBe(expected);
  });

  it("is of the trunk group's own network when it has no area code, and stays as it is from a peer", () => {
    expect(normalized("65123456", { group: "0553" })).toEqual({ form: "local", number: "055365123456" });
    expect(normalized("65123456", { fromTrunk: false })).toEqual({ form: "other", number: "65123456" });
  });

  it.each(["", "anonymous", "Anonymous", "unavailable", "Restricted", "0", "0000000000"])(
    "stays withheld when it arrives as %j",
    (caller) => {
      expect(normalized(caller)).toEqual({ form: "withheld", number: "anonymous" });
    },
  );

  it("stays withheld when the network knows it but the caller hid it", () => {
    expect(normalized("13812345678", { hidden: true })).toEqual({ form: "withheld-by-header", number: "anonymous" });
  });

  it("stays what it is once it is in its form, whatever arrives", () => {
    const arriving = fc.oneof(
      fc.stringMatching(/^\+?[0-9]{0,16}$/),
      fc.stringMatching(/^[A-Za-z.@_-]{0,12}$/),
      fc.stringMatching(/^(\+86|0086|86|0)?(1[3-9][0-9]{9}|551[2-8][0-9]{7})$/),
    );
    fc.assert(
      fc.property(arriving, (caller) => {
        const once = normalized(caller)?.number ?? "";
        expect(normalized(once)?.number).toBe(once);
      }),
      { numRuns: 500 },
    );
  });
});
