import { describe, expect, it } from "vitest";
import { readText } from "../../provinces/load.ts";
import { severityOf } from "../../provinces/messages.ts";
import { findingsOf, inBrief, inWords, marked } from "./marked-text.ts";

type Row = readonly [from: string, to: string, ...codes: string[]];

const ROWS: Readonly<Record<string, Row>> = {
  "a full-width colon after a key": ["status: example", "status‸：example", "FULL_WIDTH_CHARACTER"],
  "a full-width colon with a space": ["  main:\n", "  main‸： \n", "FULL_WIDTH_CHARACTER"],
  "a full-width colon in a flow map": ["{ callsPerDay: 800 }", "{ callsPerDay‸： 800 }", "FULL_WIDTH_CHARACTER"],
  "a full-width comma in a flow map": [
    "type: digital, signalling",
    "type: digital‸， signalling",
    "FULL_WIDTH_CHARACTER",
  ],
  "Chinese quotes": ['areaCode: "0951"', "areaCode: ‸“0951”", "FULL_WIDTH_CHARACTER"],
  "full-width digits": ['"0955", routedTo: ', '"0955", routedTo: "‸０９５１" } #', "FULL_WIDTH_CHARACTER"],
  "a full-width space as indentation": ["    carrier: telecom", "‸　　carrier: telecom", "FULL_WIDTH_CHARACTER"],
  "a no-break space as indentation": ["    carrier: telecom", "  ‸\u00a0 carrier: telecom", "FULL_WIDTH_CHARACTER"],
  "a tab as indentation": ["    carrier: telecom", "‸\tcarrier: telecom", "YAML_TAB"],
  "wrong indentation": ["    carrier: telecom", "   ‸carrier: telecom", "YAML_INDENT"],
  "a key without a colon": ["hours: office", "‸hours office", "YAML_MISSING_CHARACTER"],
  "an open quote": ["place: 银川", 'place: "银川', "YAML_MISSING_CHARACTER"],
  "a duplicate key": ["hours: office", "hours: office\n‸hours: office", "YAML_DUPLICATE_KEY"],
  "a duplicate key, deep": ["e1: 4 }", "e1: 4, ‸e1: 5 }", "YAML_DUPLICATE_KEY"],
  "a second document": ["hours: office", "hours: office\n‸---\nprovince: anhui", "YAML_SEVERAL_DOCUMENTS"],
  "an anchor": ["billing: { mode", "billing: &b ‸{ mode", "YAML_REFERENCE"],
  "an alias": ["{ retentionDays: 730 }", "‸*r", "YAML_REFERENCE"],
  "an anchor and its alias": [
    'areaCode: "0955", routedTo: "0951"',
    'areaCode: "0955", routedTo: &n ‸"0951"',
    "YAML_REFERENCE",
  ],
  "a merge key": ["{ retentionDays: 730 }", "{ ‸<<: { enabled: true } }", "YAML_REFERENCE"],
  "a tag": ["callsPerDay: 800", 'callsPerDay: !!int ‸"800"', "YAML_TAG"],
  "a tag of its own": ["place: 银川", "place: !city ‸银川", "YAML_TAG"],
  "a directive": ["province: ningxia", "‸%YAML 1.1\n---\nprovince: ningxia", "YAML_DIRECTIVE"],
  "a number as a key": ["hours: office", "hours: office\n‸12333: x", "YAML_KEY_NOT_TEXT", "FIELD_UNKNOWN"],
  "a password": ["hours: office", "hours: office\n‸password: hunter2-hunter2", "SECRET_IN_FILE"],
  "a password in a flow map": ["e1: 4 }", "e1: 4, ‸sipPassword: hunter2 }", "SECRET_IN_FILE"],
  "a password in Chinese": ["hours: office", "hours: office\n‸数据库密码: hunter2", "SECRET_IN_FILE"],
  "a password in a comment": ["hours: office", "hours: office # ‸password: hunter2", "SECRET_IN_FILE"],
  "a token in a known field": ["place: 银川", "place: ‸ghp_abcdefghijklmnopqrstuvwxyz0123456789", "SECRET_IN_FILE"],
  "a cloud access key": ["place: 银川", "place: ‸AKIAIOSFODNN7EXAMPLE", "SECRET_IN_FILE"],
  "a JSON web token": [
    "place: 银川",
    "place: ‸eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl",
    "SECRET_IN_FILE",
  ],
  "an address with a password": [
    "place: 银川",
    "place: 银川\n    registry: https‸://robot:hunter2@registry.example",
    "SECRET_IN_FILE",
  ],
  "a hash": ["place: 银川", "place: ‸5f4dcc3b5aa765d61d8327deb882cf99", "SECRET_IN_FILE"],
  "a private key": [
    "hours: office",
    "hours: office\nkey: |\n  ‸-----BEGIN RSA PRIVATE KEY-----\n  MIIEpAIBAAKCAQEA0m59l2u9iDnMbrXHfqkOrn2dVQ3vfBJqcDuFUK03d\n  -----END RSA PRIVATE KEY-----",
    "SECRET_IN_FILE",
    "FIELD_UNKNOWN",
  ],
};

describe("YAML that is not what it seems", () => {
  it.each(Object.entries(ROWS))("is reported at its place: %s", (_title, [from, to, ...codes]) => {
    const { text, places } = marked([{ from, to }]);
    const findings = findingsOf(text);
    expect(findings.map(({ code }) => code).toSorted()).toEqual(codes.toSorted());
    for (const place of places) expect(inBrief(findings).map((line) => line.split(" ")[0])).toContain(place);
    expect(readText(text, "ningxia.yaml").loaded).toBeUndefined();
  });

  it.each(Object.entries(ROWS))(
    "is put into words of both languages, no secret among them: %s",
    (_title, [from, to]) => {
      const { zh, en } = inWords(findingsOf(marked([{ from, to }]).text));
      for (const line of [...zh, ...en]) expect(line).not.toMatch(/\{\w+\}|undefined|hunter2|ghp_|AKIA|eyJ|5f4d|MIIE/);
      for (const line of zh) expect(line).toMatch(/[\u4e00-\u9fff]/);
    },
  );

  it("is not reported again by what follows from it", () => {
    const { text } = marked([{ from: "workMode: call-center", to: "workMode：call-center" }]);
    expect(inWords(findingsOf(text))).toEqual({
      zh: [
        "provinces/ningxia.yaml:3:9  错误 FULL_WIDTH_CHARACTER  此处是全角字符“：”，YAML 只认半角“:”。切换到英文输入法，改为“:”。",
      ],
      en: [
        'provinces/ningxia.yaml:3:9  error FULL_WIDTH_CHARACTER  Here stands the full-width character "："; YAML knows only ":". Switch the input method to English and write ":".',
      ],
    });
  });

  it("leaves what is sound alone", () => {
    for (const [from, to] of [
      ["label: 综合", "label: 综合，其他：查询（１）"],
      ["label: 综合", 'label: "综合：２号"'],
      ["hours: office", "hours: office # 说明：工作日，８:３０"],
      ["hours: office", "hours: office # 密码: 由 hotline secrets 保管"],
      ["hours: office", "hours: office # password: kept by hotline secrets"],
      ["province: ningxia", "---\nprovince: ningxia"],
      ["hours: office", "hours:\toffice"],
      ["hours: office\n", "hours: office\r\n"],
    ] as const)
      expect(inBrief(findingsOf(marked([{ from, to }]).text)), to).toEqual([]);
  });

  it("is an error, every time", () => {
    for (const [from, to] of Object.values(ROWS))
      expect(findingsOf(marked([{ from, to }]).text).every(({ code }) => severityOf(code) === "error")).toBe(true);
  });
});
