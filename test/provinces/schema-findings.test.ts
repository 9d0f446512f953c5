import { describe, expect, it } from "vitest";
import { findingsOf, inBrief, inWords, marked, SOUND } from "./marked-text.ts";

/** What is changed in the sound file, `‸` before each expected place, then the codes in that order. */
type Row = readonly [from: string, to: string, ...codes: string[]];

const ROWS: Readonly<Record<string, Row>> = {
  "a typo in a key": ["workMode:", "‸workmode: call-center\nworkMode:", "FIELD_TYPO"],
  "a key nobody knows": ["hours: office", "hours: office\n‸weather: good", "FIELD_UNKNOWN"],
  "a typo in a nested key": ["callsPerDay: 800", "callsPerDay: 800, ‸talkSecond: 100", "FIELD_TYPO"],
  "a key of the other trunk type": ["e1: 4 }", "e1: 4, ‸lines: 3 }", "FIELD_UNKNOWN"],
  "a missing field, reported at its map": ["place: 银川\n    platform", "‸platform", "FIELD_MISSING"],
  "a missing discriminator": [
    "trunk: { type: digital, signalling: pri, e1: 4 }",
    "trunk: ‸{ lines: 4 }",
    "FIELD_MISSING",
  ],
  "a missing nested discriminator": [
    "{ type: digital, signalling: pri, e1: 4 }",
    "‸{ type: digital, e1: 4 }",
    "FIELD_MISSING",
  ],
  "a near miss of a choice": ["status: example", "status: ‸exampel", "VALUE_TYPO"],
  "British spelling": ["workMode: call-center", "workMode: ‸call-centre", "VALUE_TYPO"],
  "a choice far from all": ["hours: office", "hours: ‸sometimes", "VALUE_NOT_ALLOWED"],
  "a wrong discriminator": ["{ mode: self-built }", "{ mode: ‸leased }", "VALUE_NOT_ALLOWED"],
  "a name of an announcement in capitals": [
    "hours: office",
    "hours: office\nannouncements: { ‸Typhoon: 今日暂停服务 }",
    "ANNOUNCEMENT_NAME_MALFORMED",
  ],
  "SIP for a trunk's type": ["type: digital", "type: ‸sip", "TRUNK_TYPE_MEANT"],
  "E1 for a trunk's type": ["type: digital", "type: ‸e1", "TRUNK_TYPE_MEANT"],
  "a wrong trunk type": ["type: digital", "type: ‸digtal", "VALUE_TYPO"],
  "a wrong signalling, in the nested union": ["signalling: pri", "signalling: ‸prii", "VALUE_TYPO"],
  "a number where a choice is due": ["hours: office", "hours: ‸24", "VALUE_NOT_ALLOWED"],
  "a near miss of a choice that a map may stand for": ["hours: office", "hours: ‸ofice", "VALUE_TYPO"],
  "a typo inside such a map": [
    "hours: office",
    'hours: { workdays: ["08:30-17:30"], ‸saturday: ["09:00-12:00"] }',
    "FIELD_TYPO",
  ],
  "an opening without its zero": ["hours: office", 'hours: { workdays: [‸"8:30-17:30"] }', "VALUE_FORMAT"],
  "no opening at all": ["hours: office", "hours: { workdays: ‸[] }", "LIST_LENGTH"],
  "a level that does not exist": ["hours: office", "hours: office\nsecurityLevel: ‸4", "VALUE_NOT_ALLOWED"],
  "a level in quotes": ["hours: office", 'hours: office\nsecurityLevel: ‸"3"', "VALUE_QUOTED"],
  "a voiceprint": ["{ retentionDays: 730 }", "{ voiceprint: ‸true }", "VALUE_NOT_ALLOWED"],
  "an area code without quotes": ['areaCode: "0951"', "areaCode: ‸0951", "VALUE_UNQUOTED"],
  "an octal area code": ['areaCode: "0951"', "areaCode: ‸0o751", "VALUE_UNQUOTED"],
  "a pilot number without quotes": ["pilotNumber: unassigned", "pilotNumber: ‸095162345678", "VALUE_UNQUOTED"],
  "a digit without quotes": ["share: 0.6 }", "share: 0.6, digit: ‸1 }", "VALUE_UNQUOTED"],
  "a number in quotes": ["e1: 4", 'e1: ‸"4"', "VALUE_QUOTED"],
  "a number with a unit": ["e1: 4", "e1: ‸4 lines", "VALUE_TYPE"],
  "a fraction": ["e1: 4", "e1: ‸3.5", "NUMBER_NOT_INTEGER"],
  zero: ["e1: 4", "e1: ‸0", "NUMBER_OUT_OF_RANGE"],
  "a negative number": ["callsPerDay: 800", "callsPerDay: ‸-800", "NUMBER_OUT_OF_RANGE"],
  "an absurd number": ["callsPerDay: 800", "callsPerDay: ‸1e15", "NUMBER_OUT_OF_RANGE"],
  "an integer beyond what a number holds": ["e1: 4", "e1: ‸99999999999999999999", "NUMBER_OUT_OF_RANGE"],
  ".nan": ["callsPerDay: 800", "callsPerDay: ‸.nan", "NUMBER_NOT_FINITE"],
  ".inf": ["e1: 4", "e1: ‸.inf", "NUMBER_NOT_FINITE"],
  "-.inf": ["callsPerDay: 800", "callsPerDay: ‸-.inf", "NUMBER_NOT_FINITE"],
  "NaN as a word": ["callsPerDay: 800", "callsPerDay: ‸NaN", "VALUE_TYPE"],
  "yes for true": ["{ retentionDays: 730 }", "{ enabled: ‸yes }", "BOOLEAN_WORD"],
  "否 for false": ["{ retentionDays: 730 }", "{ notice: ‸否 }", "BOOLEAN_WORD"],
  "1 for true": ["{ retentionDays: 730 }", "{ enabled: ‸1 }", "BOOLEAN_WORD"],
  "an empty value": ["hours: office", "hours:‸", "VALUE_EMPTY"],
  "an empty map": ["demand: { callsPerDay: 800 }", "demand:‸", "VALUE_EMPTY"],
  "text where a map is due": ["{ callsPerDay: 800 }", "‸many", "VALUE_TYPE"],
  "a list where a map is due": ["{ callsPerDay: 800 }", "‸[800]", "VALUE_TYPE"],
  "a map where a list is due": ["{ callsPerDay: 800 }", "{ callsPerDay: 800, profile: ‸{ a: 1 } }", "VALUE_TYPE"],
  "an empty list": [
    "queues:\n  - { name: general, label: 综合, share: 0.6 }\n  - { name: pension, label: 养老保险, share: 0.4 }",
    "queues: ‸[]",
    "LIST_LENGTH",
  ],
  "a profile of 23 hours": ["callsPerDay: 800", `callsPerDay: 800, profile: ‸[${"1, ".repeat(22)}1]`, "LIST_LENGTH"],
  "an empty text": ["place: 银川", 'place: ‸""', "TEXT_LENGTH"],
  "a text too long": ["place: 银川", `place: ‸${"宁".repeat(41)}`, "TEXT_LENGTH"],
  "a malformed name": ["name: yinchuan-gw1", "name: ‸Yinchuan_GW1", "VALUE_FORMAT"],
  "a malformed address": ["address: unassigned, ports", "address: ‸10.0.0.256, ports", "VALUE_FORMAT"],
  "a number where an address is due": ["address: unassigned, ports", "address: ‸10.1, ports", "VALUE_UNQUOTED"],
  "a time without its zero": [
    "hours: office",
    "hours: office\nstaffing: { shifts: [{ name: 早班, start: ‸8:30, hours: 8 }] }",
    "VALUE_FORMAT",
  ],
  "a network without its mask": ["place: 银川", "place: 银川\n    agentNetworks: [‸10.0.0.0]", "VALUE_FORMAT"],
  "an adapter without TLS": [
    "hours: office",
    "hours: office\nintegration: { adapter: ‸http://adapter.example/ }",
    "VALUE_FORMAT",
  ],
  "a day that does not exist": [
    "hours: office",
    "hours: office\nactivation: { approvedOn: ‸2026-02-30 }",
    "VALUE_FORMAT",
  ],
  "a store that is no s3": ["{ instances: 1 }", "{ instances: 1, backup: { store: ‸/mnt/backup } }", "VALUE_FORMAT"],
  "an area code as a key, malformed": [
    "hours: office",
    'hours: office\nactivation: { networks: { ‸"951": {} } }',
    "AREA_CODE_MALFORMED",
  ],
  "an area code as a key, unquoted": [
    "hours: office",
    "hours: office\nactivation: { networks: { ‸0951: {} } }",
    "YAML_KEY_NOT_TEXT",
  ],
  "a prototype as a key": ["hours: office", "hours: office\n‸__proto__: { polluted: 1 }", "FIELD_UNKNOWN"],
  "the whole file a list": [SOUND, "‸- province: ningxia\n", "NOT_A_MAP"],
  "the whole file a word": [SOUND, "‸ningxia\n", "NOT_A_MAP"],
};

describe("a value the schema refuses", () => {
  it.each(Object.entries(ROWS))("is reported at its place: %s", (_title, [from, to, ...codes]) => {
    const { text, places } = marked([{ from, to }]);
    expect(inBrief(findingsOf(text))).toEqual(places.map((place, index) => `${place} ${codes[index] ?? "?"}`));
  });

  it.each(Object.entries(ROWS))("is put into words of both languages: %s", (_title, [from, to]) => {
    const { zh, en } = inWords(findingsOf(marked([{ from, to }]).text));
    for (const line of [...zh, ...en])
      expect(line).not.toMatch(/\{\w+\}|undefined|Invalid |expected |NaN\b.*finite.*NaN/);
    for (const line of en) expect(line.replace(/"[^"]*"/g, "")).not.toMatch(/[\u4e00-\u9fff（）]/);
    for (const line of zh) expect(line).toMatch(/[\u4e00-\u9fff]/);
  });

  it("is worded as a person would", () => {
    const words = (from: string, to: string) => inWords(findingsOf(marked([{ from, to }]).text));
    expect(words("e1: 4", "e1: 0")).toEqual({
      zh: [
        "provinces/ningxia.yaml:10:50  错误 NUMBER_OUT_OF_RANGE  E1 数量（localNetworks[0].trunk.e1）是 0，允许 整数，至少 1，至多 200。改到范围之内，并核对单位。",
      ],
      en: [
        "provinces/ningxia.yaml:10:50  error NUMBER_OUT_OF_RANGE  localNetworks[0].trunk.e1 is 0; allowed: a whole number, at least 1, at most 200. Bring it into the range; check the unit.",
      ],
    });
    expect(words("signalling: pri", "signalling: PRI")).toEqual({
      zh: [
        'provinces/ningxia.yaml:10:41  错误 VALUE_TYPO  中继（localNetworks[0].trunk.signalling）不能是 "PRI"；允许：pri、isup、r2、sip-ims。是否应为 pri？',
      ],
      en: [
        'provinces/ningxia.yaml:10:41  error VALUE_TYPO  localNetworks[0].trunk.signalling can\'t be "PRI"; allowed: pri, isup, r2, sip-ims. Did you mean pri?',
      ],
    });
    expect(words('areaCode: "0951"', "areaCode: 0951")).toEqual({
      zh: [
        'provinces/ningxia.yaml:8:15  错误 VALUE_UNQUOTED  长途区号（localNetworks[0].areaCode）是文本，但 0951 未加引号，会被读成数字（开头的 0 会丢失）。加引号："0951"。',
      ],
      en: [
        'provinces/ningxia.yaml:8:15  error VALUE_UNQUOTED  localNetworks[0].areaCode is text, but 0951 without quotes is read as a number and would lose a leading 0. Quote it: "0951".',
      ],
    });
    expect(words("address: unassigned, ports", "address: 10.0.0, ports").en).toEqual([
      'provinces/ningxia.yaml:14:40  error VALUE_FORMAT  localNetworks[0].gateways[0].address is "10.0.0", which has the wrong form; it must be unassigned or an IPv4 address. For example 10.20.0.11.',
    ]);
  });

  it("does not hide the others, nor what the checks say elsewhere", () => {
    const { text, places } = marked([
      { from: "status: example", to: "‸stauts: draft\nstatus: example" },
      { from: "carrier: telecom", to: "carrier: ‸unicom" },
      { from: 'areaCode: "0955"', to: 'areaCode: ‸"0999"' },
      { from: "callsPerDay: 800", to: "callsPerDay: 800, talkSeconds: ‸1" },
    ]);
    const codes = ["FIELD_TYPO", "CARRIER_NOT_RECOMMENDED", "AREA_CODE_OF_ANOTHER_PROVINCE", "NUMBER_OUT_OF_RANGE"];
    const brief = inBrief(findingsOf(text));
    for (const [index, place] of places.entries()) expect(brief).toContain(`${place} ${codes[index] ?? "?"}`);
    // 0955 is now missing as well.
    expect(brief).toHaveLength(5);
  });
});

describe("the sound file", () => {
  it("has no finding", () => {
    expect(findingsOf(SOUND)).toEqual([]);
  });
});
