import * as fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import {
  comment,
  element,
  include,
  param,
  setFromEnvironment,
  setVariable,
  xmlFile,
} from "../../../components/freeswitch/xml.ts";
import { breachOf } from "../strict-xml.ts";

describe("the XML writer", () => {
  it("indents, escapes and keeps directives on lines of their own", () => {
    const text = xmlFile(
      element("include", {}, [
        comment("养老 -- 保险"),
        setVariable("a", "b"),
        setFromEnvironment("c", "D"),
        include("../x/*.xml"),
        param("p", 'a & b < c > "d"'),
      ]),
    );
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<include>
  <!-- 养老 - - 保险 -->
  <X-PRE-PROCESS cmd="set" data="a=b"/>
  <X-PRE-PROCESS cmd="env-set" data="c=$D"/>
  <X-PRE-PROCESS cmd="include" data="../x/*.xml"/>
  <param name="p" value="a &amp; b &lt; c &gt; &quot;d&quot;"/>
</include>
`);
  });

  it("writes any printable value so that a strict parser reads it back", () => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: "",
      trimValues: false,
      parseAttributeValue: false,
    });
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }).filter((text) => !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(text)),
        (value) => {
          const text = xmlFile(element("root", { value }));
          expect(breachOf(text)).toBeUndefined();
          expect(parser.parse(text)).toMatchObject({ root: { value } });
        },
      ),
    );
  });

  it("refuses a line break, by which a directive could be smuggled in", () => {
    expect(() => xmlFile(param("label", 'x"/>\n<X-PRE-PROCESS cmd="exec" data="id"/>'))).toThrow("control character");
    expect(() => xmlFile(element("include", {}, [setVariable("a", 'b" x="')]))).toThrow("can't carry");
  });

  it("lets no directive and no variable live in a comment, where FreeSWITCH would expand them", () => {
    for (const text of [
      '<X-PRE-PROCESS cmd="set" data="a=b"/> $${x}',
      "x-pre-<x-pre-process>process",
      "<inc<include>lude> <?xml -->",
    ]) {
      const [, line = ""] = xmlFile(element("include", {}, [comment(text)]))
        .split("\n")
        .slice(1);
      expect(line.replace(/^ *<!-- (.*) -->$/, "$1")).not.toMatch(/x-pre-process|\$\{|[<>]|--/i);
    }
  });

  it("writes the name of a directive in a value so that the line-based reader does not see it", () => {
    const text = xmlFile(param("label", "X-Pre-Process"));
    expect(text).not.toMatch(/x-pre-process/i);
    expect(new XMLParser({ ignoreAttributes: false, htmlEntities: true }).parse(text)).toMatchObject({
      param: { "@_value": "X-Pre-Process" },
    });
  });
});
