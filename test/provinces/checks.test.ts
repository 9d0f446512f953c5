import { describe, expect, it } from "vitest";
import { type Edit, findingsOf, inBrief, inWords, marked, OUTSOURCED, ofSeverity } from "./marked-text.ts";

const QUEUES = "  - { name: general, label: 综合, share: 0.6 }\n  - { name: pension, label: 养老保险, share: 0.4 }\n";
/** Nine digits of ten are taken; the last queue speaks Kazakh. */
const NINE_QUEUES = Array.from(
  { length: 9 },
  (_, index) =>
    `  - { name: q${index}, label: 队列, share: ${index === 0 ? 0.2 : 0.1}${index === 8 ? ", skills: [kk]" : ""} }\n`,
).join("");
const GATEWAY = "    gateways:\n      - { name: yinchuan-gw1, address: unassigned, ports: 4 }\n";
const HOST = "{ kind: docker, hosts: [{ name: host-a, address: unassigned }] }";
const KUBERNETES = "kind: kubernetes, storageClass: fast, ingressClass: nginx";
const outsourced = (from: string, to: string): Edit => ({
  from: "build: { mode: self-built }\n",
  to: OUTSOURCED.replace(from, () => to),
});
const dual = (to = "merge: { mode: dual-number, platform12345: { sipAddress: unassigned } }"): Edit => ({
  from: "merge: { mode: independent }",
  to,
});
const always: Edit = { from: "hours: office", to: "hours: 24x7" };
const pilot = (to: string): Edit => ({ from: "pilotNumber: unassigned", to: `pilotNumber: ‸${to}` });
const draft: Edit = { from: "status: example", to: "status: draft" };
const activation = (text: string): Edit => ({ from: "hours: office", to: `hours: office\nactivation:\n${text}` });
const edit = (from: string, to: string): Edit => ({ from, to });

/** Edits of the sound file with `‸` before each expected place, and the codes in that order. */
const ROWS: Readonly<Record<string, readonly [edits: readonly Edit[], ...codes: string[]]>> = {
  "an area code of another province": [
    [edit('"0955", routedTo', '‸"0551", routedTo'), edit("localNetworks:\n  -", "localNetworks:\n  ‸-")],
    "NETWORKS_MISSING",
    "AREA_CODE_OF_ANOTHER_PROVINCE",
  ],
  "an abolished area code": [
    [edit('  - { areaCode: "0955"', '  - { areaCode: ‸"0565", routedTo: "0951" }\n  - { areaCode: "0955"')],
    "AREA_CODE_ABOLISHED",
  ],
  "an area code nobody has": [
    [edit('  - { areaCode: "0955"', '  - { areaCode: ‸"0199", routedTo: "0951" }\n  - { areaCode: "0955"')],
    "AREA_CODE_UNKNOWN",
  ],
  "a malformed area code": [
    [edit('  - { areaCode: "0955"', '  - { areaCode: ‸"955", routedTo: "0951" }\n  - { areaCode: "0955"')],
    "AREA_CODE_MALFORMED",
  ],
  "a network listed twice": [
    [edit('  - { areaCode: "0955"', '  - { areaCode: "0955", routedTo: "0951" }\n  - { areaCode: ‸"0955"')],
    "NETWORK_TWICE",
  ],
  "a network left out": [
    [edit('  - { areaCode: "0955", routedTo: "0951" }\n', ""), edit("localNetworks:\n  -", "localNetworks:\n  ‸-")],
    "NETWORKS_MISSING",
  ],
  "a route to a network that is not listed": [
    [edit('"0955", routedTo: ', '"0955", routedTo: ‸"0551" } #')],
    "ROUTE_TARGET_MISSING",
  ],
  "a route over two steps": [[edit('"0955", routedTo: ', '"0955", routedTo: ‸"0954" } #')], "ROUTE_CHAIN"],
  "a route to itself": [[edit('"0955", routedTo: ', '"0955", routedTo: ‸"0955" } #')], "ROUTE_CHAIN"],
  "a trunk beside a route": [
    [edit('"0955", routedTo: ', '"0955", trunk: { type: analog, lines: 2 }, hunting: linear, routedTo: ‸')],
    "ROUTE_BESIDE_TRUNK",
  ],
  "keys, probes or dialing beside a route": [
    [edit('"0955", routedTo: ', '"0955", dtmf: in-band, dialing: { numbers: local }, routedTo: ‸')],
    "ROUTE_BESIDE_TRUNK",
  ],
  "neither route nor trunk": [
    [edit('{ areaCode: "0955", routedTo: "0951" }', '‸{ areaCode: "0955" }')],
    "TRUNK_FIELDS_MISSING",
  ],
  "a trunk without billing": [
    [edit("    billing: { mode: caller-pays }\n", ""), edit('  - areaCode: "0951"', '  - ‸areaCode: "0951"')],
    "TRUNK_FIELDS_MISSING",
  ],
  "a pilot number too short": [[draft, pilot('"0951-123456"')], "PILOT_NUMBER_SHORT_CODE"],
  "a pilot number with letters": [
    [edit("status: example", "status: ‸draft"), pilot('"0951-6234abcd"')],
    "UNASSIGNED_DRAFT",
    "PILOT_NUMBER_MALFORMED",
  ],
  "12333 itself": [[draft, pilot('"12333"')], "PILOT_NUMBER_SHORT_CODE"],
  "12345 behind an area code": [[draft, pilot('"0951-12345"')], "PILOT_NUMBER_SHORT_CODE"],
  "110": [[draft, pilot('"110"')], "PILOT_NUMBER_SHORT_CODE"],
  "a 95 number": [[draft, pilot('"95588"')], "PILOT_NUMBER_SHORT_CODE"],
  "a 400 number": [[draft, pilot('"400-123-4567"')], "PILOT_NUMBER_SHORT_CODE"],
  "a mobile number": [[draft, pilot('"13812345678"')], "PILOT_NUMBER_SHORT_CODE"],
  "a pilot number of another network": [[draft, pilot('"0955-6123456"')], "PILOT_NUMBER_AREA_CODE"],
  "a local part that starts with 1": [[draft, pilot('"0951-1234567"')], "PILOT_NUMBER_FIRST_DIGIT"],
  "a local part that starts with 9": [[draft, pilot('"0951-91234567"')], "PILOT_NUMBER_FIRST_DIGIT"],
  "a local part of nine digits": [[draft, pilot('"0951-612345678"')], "PILOT_NUMBER_MALFORMED"],
  "a carrier against the recommendation": [[edit("carrier: telecom", "carrier: ‸mobile")], "CARRIER_NOT_RECOMMENDED"],
  "too many analog lines": [
    [edit("type: digital, signalling: pri, e1: 4", "type: analog, lines: ‸17"), edit(GATEWAY, "")],
    "TRUNK_ANALOG_MANY",
  ],
  R2: [[edit("signalling: pri", "signalling: ‸r2")], "TRUNK_R2"],
  ISUP: [[edit("signalling: pri", "signalling: ‸isup")], "TRUNK_ISUP"],
  "more E1s than gateway ports": [
    [edit("e1: 4", "e1: 5"), edit("    gateways:\n      -", "    gateways:\n      ‸-")],
    "GATEWAY_PORTS_TOO_FEW",
  ],
  "more lines than gateway ports": [
    [
      edit("type: digital, signalling: pri, e1: 4", "type: analog, lines: 8"),
      edit("    gateways:\n      -", "    gateways:\n      ‸-"),
    ],
    "GATEWAY_PORTS_TOO_FEW",
  ],
  "ports of a carrier's SBC": [
    [edit("signalling: pri, e1: 4", "signalling: sip-ims, channels: 120"), edit("ports: 4", "ports: ‸4")],
    "GATEWAY_PORTS_WITH_SIP",
  ],
  "a gateway name twice": [
    [edit("ports: 4 }", "ports: 4 }\n      - { name: ‸yinchuan-gw1, address: unassigned, ports: 4 }")],
    "NAME_TWICE",
  ],
  "an address twice": [
    [
      edit("status: example", "status: draft"),
      edit("address: unassigned, ports", "address: 10.1.1.1, ports"),
      edit("address: unassigned }]", "address: ‸10.1.1.1 }]"),
    ],
    "ADDRESS_TWICE",
  ],
  "tariff steps that fall": [
    [
      edit(
        "{ mode: caller-pays }",
        "{ mode: per-minute, tariff: { rentalFenPerMonth: 0, steps: [{ upToSeconds: 180, unitSeconds: 60, fenPerUnit: 20 }, ‸{ upToSeconds: 60, unitSeconds: 60, fenPerUnit: 10 }] } }",
      ),
    ],
    "TARIFF_STEPS",
  ],
  "an open tariff step that is not the last": [
    [
      edit(
        "{ mode: caller-pays }",
        "{ mode: per-minute, tariff: { rentalFenPerMonth: 0, steps: [‸{ unitSeconds: 60, fenPerUnit: 20 }, { unitSeconds: 60, fenPerUnit: 10 }] } }",
      ),
    ],
    "TARIFF_STEPS",
  ],
  "demand shares over 1": [
    [
      edit("carrier: telecom", "carrier: telecom\n    demandShare: 0.6"),
      edit('"0955",', '"0955", demandShare: 0.5,'),
      edit("localNetworks:\n  -", "localNetworks:\n  ‸-"),
    ],
    "DEMAND_SHARES_EXCEED",
  ],
  "demand shares that leave nothing": [
    [
      edit("carrier: telecom", "carrier: telecom\n    demandShare: 1"),
      edit("localNetworks:\n  -", "localNetworks:\n  ‸-"),
    ],
    "DEMAND_SHARES_NOTHING_LEFT",
  ],
  "demand shares that don't reach 1": [
    [
      edit("carrier: telecom", "carrier: telecom\n    demandShare: 0.1"),
      ...["0952", "0953", "0954", "0955"].map((code) => edit(`"${code}",`, `"${code}", demandShare: 0.1,`)),
      edit("localNetworks:\n  -", "localNetworks:\n  ‸-"),
    ],
    "DEMAND_SHARES_INCOMPLETE",
  ],
  "volume given twice": [[edit("callsPerDay: 800", "callsPerDay: 800, callsPerHeadYear: ‸0.05")], "DEMAND_GIVEN_TWICE"],
  "no volume given": [[edit("demand: { callsPerDay: 800 }", "demand: ‸{ talkSeconds: 100 }")], "CALL_RATE_DEFAULT"],
  "a profile of zeros": [
    [edit("callsPerDay: 800", `callsPerDay: 800, profile: ‸[${"0, ".repeat(23)}0]`)],
    "PROFILE_ALL_ZERO",
  ],
  "a merged line with queues and recording": [
    [
      dual("merge: { mode: merged, platform12345: { sipAddress: unassigned } }"),
      always,
      edit("recording: {", "recording: ‸{"),
      edit("queues:\n  -", "queues:\n  ‸-"),
    ],
    "MERGED_LINE_SUPERFLUOUS",
    "MERGED_LINE_SUPERFLUOUS",
  ],
  "a dual number in office hours": [[dual(), edit("hours: office", "hours: ‸office")], "HOURS_NOT_24X7"],
  "a dual number without its peer": [[dual("merge: ‸{ mode: dual-number }"), always], "PLATFORM_12345_MISSING"],
  "an independent line with a peer": [
    [dual("merge: { mode: independent, platform12345: ‸{ sipAddress: unassigned } }")],
    "PLATFORM_12345_SUPERFLUOUS",
  ],
  "an outsourced dual number without a retained unit": [
    [
      outsourced("  retainedUnit: { name: unassigned, seats: 3 }\n", ""),
      edit("  mode: outsourced", "  ‸mode: outsourced"),
      dual(),
      always,
    ],
    "RETAINED_UNIT_MISSING",
  ],
  "an outsourced independent line without a retained unit": [
    [
      outsourced("  retainedUnit: { name: unassigned, seats: 3 }\n", ""),
      edit("  mode: outsourced", "  ‸mode: outsourced"),
    ],
    "RETAINED_UNIT_ADVISED",
  ],
  "own people need no advice": [
    [
      outsourced("  retainedUnit: { name: unassigned, seats: 3 }\n", ""),
      edit("people: true, service: true", "people: false, service: false"),
    ],
  ],
  "nothing leased": [
    [
      outsourced(
        "{ equipment: true, premises: true, people: true, service: true }",
        "‸{ equipment: false, premises: false, people: false, service: false }",
      ),
      edit("  ingress: provider-site\n", ""),
    ],
    "LEASES_NOTHING",
  ],
  "service without people": [[outsourced("people: true", "people: ‸false")], "SERVICE_WITHOUT_PEOPLE"],
  "calls at a provider without equipment": [
    [outsourced("equipment: true", "equipment: false"), edit("ingress: provider-site", "ingress: ‸provider-site")],
    "INGRESS_WITHOUT_EQUIPMENT",
  ],
  "another formula than the province's": [
    [outsourced("formula: answered-in-time-of-offered", "formula: ‸short-abandons-excluded")],
    "SLA_FORMULA_DIFFERS",
  ],
  "a contract over three years": [[outsourced("months: 12", "months: ‸48")], "CONTRACT_LONG"],
  "a transition as long as the contract": [
    [outsourced("months: 12", "months: 12, transitionMonths: ‸12")],
    "CONTRACT_TRANSITION",
  ],
  "queue shares that don't add up": [
    [edit("share: 0.4", "share: 0.3"), edit("queues:\n  -", "queues:\n  ‸-")],
    "QUEUE_SHARES",
  ],
  "a queue name twice": [[edit("name: pension", "name: ‸general")], "NAME_TWICE"],
  "a digit twice": [
    [edit("share: 0.6 }", 'share: 0.6, digit: "5" }'), edit("share: 0.4 }", 'share: 0.4, digit: ‸"5" }')],
    "QUEUE_DIGIT_TWICE",
  ],
  "a digit that is another's place": [
    [edit("share: 0.6 }", 'share: 0.6, digit: "2" }'), edit("  - { name: pension", "  - ‸{ name: pension")],
    "QUEUE_DIGIT_TWICE",
  ],
  "eleven queues": [
    [
      edit(
        QUEUES,
        Array.from(
          { length: 11 },
          (_, index) =>
            `  ${index === 0 ? "‸" : ""}- { name: q${index}, label: 队列, share: ${index === 0 ? 0.5 : 0.05} }\n`,
        ).join(""),
      ),
    ],
    "QUEUES_EXCEED_DIGITS",
  ],
  "an opening that ends before it begins": [
    [edit("hours: office", 'hours: { workdays: [‸"17:00-09:00"] }')],
    "OPENING_BACKWARD",
  ],
  "openings that touch": [
    [edit("hours: office", 'hours: { workdays: ["09:00-12:00", ‸"12:00-17:00"] }')],
    "OPENINGS_OVERLAP",
  ],
  "ring groups of a call center": [
    [edit("hours: office", "hours: office\nringGroups:\n  ‸- { name: front, label: 前台 }")],
    "RING_GROUPS_WITHOUT_PHONES",
  ],
  "ring groups that end nowhere, share a name, and take messages that have no place": [
    [
      edit("workMode: call-center", "workMode: hotline"),
      edit(`queues:\n${QUEUES}`, ""),
      edit(
        "hours: office",
        "hours: office\nringGroups:\n  - { name: front, label: 前台, busy: ‸voicemail }\n  - { name: ‸front, label: 后台, noAnswer: ‸next-group }",
      ),
      edit("recording: { retentionDays: 730 }\n", ""),
    ],
    "VOICEMAIL_WITHOUT_RECORDING",
    "RING_GROUP_TWICE",
    "RING_GROUP_LAST",
  ],
  "ring groups of more telephones than there are": [
    [
      edit("workMode: call-center", "workMode: hotline"),
      edit(`queues:\n${QUEUES}`, ""),
      edit(
        "hours: office",
        "hours: office\nstaffing: { seats: 6 }\nringGroups:\n  ‸- { name: front, label: 前台, phones: 6 }\n  - { name: back, label: 后台 }",
      ),
    ],
    "RING_GROUPS_EXCEED_PHONES",
  ],
  "languages that no digit is left for": [
    [edit("hours: office", "hours: office\nlanguages: ‸[zh, ug, en, kk]"), edit(QUEUES, NINE_QUEUES)],
    "LANGUAGES_EXCEED_DIGITS",
  ],
  "business systems of a call center that has none": [
    [edit("recording: {", "integration: ‸{ adapter: unassigned }\nrecording: {")],
    "INTEGRATION_WITHOUT_MODE",
  ],
  "business systems where the provider answers": [
    [
      edit("workMode: call-center", "workMode: integrated"),
      outsourced("", ""),
      edit("recording: {", "integration: ‸{ adapter: unassigned }\nrecording: {"),
    ],
    "INTEGRATION_ELSEWHERE",
  ],
  "business systems at an address with parameters": [
    [
      edit("workMode: call-center", "workMode: integrated"),
      edit("recording: {", 'integration: { adapter: ‸"https://adapter.internal.example/callers?key=1" }\nrecording: {'),
    ],
    "INTEGRATION_ADDRESS",
  ],
  "business systems of an example that may be somebody's": [
    [
      edit("workMode: call-center", "workMode: integrated"),
      edit("recording: {", 'integration: { adapter: ‸"https://adapter.hrss.gov.cn/callers" }\nrecording: {'),
    ],
    "EXAMPLE_NOT_UNASSIGNED",
  ],
  "messages without recording": [
    [edit("share: 0.4 }", "share: 0.4, overflow: ‸voicemail }"), edit("{ retentionDays: 730 }", "{ enabled: false }")],
    "VOICEMAIL_WITHOUT_RECORDING",
  ],
  "a sister queue that is not named": [
    [
      edit(
        "  - { name: pension, label: 养老保险, share: 0.4 }",
        "  - ‸{ name: pension, label: 养老保险, share: 0.4, overflow: sister-queue }",
      ),
    ],
    "SISTER_QUEUE_MISSING",
  ],
  "a sister queue that is not there": [
    [edit("share: 0.4 }", "share: 0.4, overflow: sister-queue, sisterQueue: ‸nobody }")],
    "SISTER_QUEUE_UNKNOWN",
  ],
  "a sister queue that nothing leads to": [
    [edit("share: 0.4 }", "share: 0.4, sisterQueue: ‸general }")],
    "SISTER_QUEUE_SUPERFLUOUS",
  ],
  "sister queues in a circle": [
    [
      edit("share: 0.6 }", "share: 0.6, overflow: sister-queue, sisterQueue: ‸pension }"),
      edit("share: 0.4 }", "share: 0.4, overflow: sister-queue, sisterQueue: ‸general }"),
    ],
    "SISTER_QUEUES_CIRCLE",
    "SISTER_QUEUES_CIRCLE",
  ],
  "overflow to 12345 from an independent line": [
    [edit("share: 0.4 }", "share: 0.4, overflow: ‸platform-12345 }")],
    "OVERFLOW_WITHOUT_12345",
  ],
  "queues of a hotline": [
    [edit("workMode: call-center", "workMode: hotline"), edit("queues:\n  -", "queues:\n  ‸-")],
    "HOTLINE_WITH_QUEUES",
  ],
  "recording of a hotline": [
    [
      edit("workMode: call-center", "workMode: hotline"),
      edit(`queues:\n${QUEUES}`, ""),
      edit("{ retentionDays: 730 }", "{ enabled: ‸true }"),
    ],
    "HOTLINE_WITH_RECORDING",
  ],
  "recordings kept too short": [[edit("retentionDays: 730", "retentionDays: ‸90")], "RETENTION_UNUSUAL"],
  "records gone before their recordings": [
    [edit("instances: 1", "instances: 1, retention: { callRecordDays: ‸365 }")],
    "RETENTION_ORDER",
  ],
  "a service level without those who gave up": [
    [edit("hours: office", "hours: office\nserviceTarget: { formula: ‸answered-in-time-of-answered }")],
    "SERVICE_LEVEL_FLATTERS",
  ],
  "Kubernetes without backups": [
    [
      draft,
      edit(HOST, `{ ${KUBERNETES}, mediaNodes: [{ name: media-a, address: unassigned }] }`),
      edit("database: { instances: 1", "database: ‸{ instances: 1"),
    ],
    "BACKUP_NONE_ON_KUBERNETES",
  ],
  "recordings kept too long": [[edit("retentionDays: 730", "retentionDays: ‸1096")], "RETENTION_UNUSUAL"],
  "recording without notice": [[edit("retentionDays: 730", "notice: ‸false")], "RECORDING_WITHOUT_NOTICE"],
  "an integrated line of level 2": [
    [edit("workMode: call-center", "workMode: integrated\nsecurityLevel: ‸2")],
    "SECURITY_LEVEL_LOW",
  ],
  "a site name with a hyphen": [
    [
      edit(
        "sites:\n",
        `sites:\n  dr-site:\n    ‸place: 石嘴山\n    platform: { kind: docker, hosts: [{ name: host-b, address: unassigned }] }\n`,
      ),
    ],
    "SITE_NAME",
  ],
  "two owners": [
    [
      edit(
        HOST,
        `{ ${KUBERNETES}, mediaNodes: ‸[{ name: a, address: unassigned }, { name: b, address: unassigned, role: owner }] }`,
      ),
    ],
    "QUEUE_OWNERS",
  ],
  "no owner and two standbys": [
    [
      edit(
        HOST,
        `{ ${KUBERNETES}, mediaNodes: ‸[{ name: a, address: unassigned, role: standby }, { name: b, address: unassigned }] }`,
      ),
    ],
    "QUEUE_OWNERS",
    "QUEUE_STANDBYS",
  ],
  "a third node stands by too": [
    [
      edit(
        HOST,
        `{ ${KUBERNETES}, mediaNodes: ‸[{ name: a, address: unassigned }, { name: b, address: unassigned }, { name: c, address: unassigned }] }`,
      ),
    ],
    "QUEUE_STANDBYS",
  ],
  "a control character in a label": [[edit("label: 综合", 'label: ‸"综合\\e[31m"')], "CONTROL_CHARACTER"],
  "a code point that no XML may hold": [[edit("label: 综合", 'label: ‸"综合\\uFFFE"')], "CONTROL_CHARACTER"],
  "half of a character": [[edit("label: 综合", 'label: ‸"综合\\uD800"')], "CONTROL_CHARACTER"],
  "an agent network that is everybody": [
    [edit("sites:\n  main:\n", "sites:\n  main:\n    agentNetworks: [‸0.0.0.0/0]\n")],
    "NETWORK_EVERYBODY",
  ],
  "a backup store without its address": [
    [edit("{ instances: 1 }", "{ instances: 1, backup: { store: ‸s3://hotline-ningxia/main } }")],
    "BACKUP_ENDPOINT_MISSING",
  ],
  "a backup store without encryption on Docker": [
    [
      edit(
        "{ instances: 1 }",
        "{ instances: 1, backup: { store: s3://hotline-ningxia/main, endpoint: ‸http://s3.internal.example:9000 } }",
      ),
    ],
    "BACKUP_ENDPOINT_PLAIN",
  ],
  "three Docker hosts": [
    [
      edit(
        "{ name: host-a, address: unassigned }]",
        "{ name: host-a, address: unassigned }, { name: host-b, address: unassigned }, { name: host-c, address: unassigned }]",
      ),
      edit("hosts: [", "hosts: ‸["),
    ],
    "DOCKER_HOSTS",
  ],
  "a node name twice": [
    [
      edit(
        "{ name: host-a, address: unassigned }",
        "{ name: host-a, address: unassigned }, { name: ‸host-a, address: unassigned }",
      ),
    ],
    "NAME_TWICE",
  ],
  "more database instances than hosts": [[edit("instances: 1", "instances: ‸2")], "DATABASE_INSTANCES"],
  "a lone synchronous database": [
    [edit("instances: 1", "instances: 1, synchronous: ‸true")],
    "DATABASE_SYNCHRONOUS_ALONE",
  ],
  "a desk host with a scheme": [
    [draft, edit("kind: docker,", "kind: docker, deskHost: ‸https://desk.example,")],
    "DESK_HOST",
  ],
  "an address as a desk host": [[draft, edit("kind: docker,", "kind: docker, deskHost: ‸10.1.1.1,")], "DESK_HOST"],
  "a registry with a scheme": [
    [draft, edit("place: 银川", "place: 银川\n    registry: ‸https://registry.example/hotline")],
    "REGISTRY",
  ],
  "a registry with a space": [
    [edit("place: 银川", 'place: 银川\n    registry: ‸"registry.example /hotline"')],
    "EXAMPLE_NOT_UNASSIGNED",
    "REGISTRY",
  ],
  "a language twice": [[edit("hours: office", "hours: office\nlanguages: [zh, ‸zh]")], "LIST_VALUE_TWICE"],
  "agreement before approval": [
    [activation("  { approvedOn: 2026-03-02, agreementSignedOn: ‸2026-03-01 }")],
    "ACTIVATION_ORDER",
  ],
  "a notice without filing": [[activation("  { filingNoticeOn: ‸2026-03-01 }")], "ACTIVATION_STEP_MISSING"],
  "opened before it was asked for": [
    [
      activation(
        '  filedOn: 2026-03-01\n  filingNoticeOn: 2026-03-05\n  networks: { "0951": { requestedOn: 2026-03-20, openedOn: ‸2026-03-18 } }',
      ),
    ],
    "ACTIVATION_ORDER",
  ],
  "opened without the carrier's notice": [
    [activation('  networks: { "0951": { requestedOn: 2026-03-01, openedOn: ‸2026-03-18 } }')],
    "ACTIVATION_STEP_MISSING",
  ],
  "30 days in February": [[activation("  { filedOn: ‸2026-02-30 }")], "VALUE_FORMAT"],
  "acceptance of what was never submitted": [
    [activation("  { startAt: dossier, acceptedOn: ‸2026-01-19 }")],
    "ACTIVATION_STEP_MISSING",
  ],
  "an agreement before the approval, where the code is still to be applied for": [
    [activation("  { startAt: dossier, submittedOn: 2026-01-05, agreementSignedOn: ‸2026-04-10 }")],
    "ACTIVATION_STEP_MISSING",
  ],
  "acceptance while materials are missing": [
    [
      activation(
        "  submittedOn: 2026-01-05\n  returned: [{ on: 2026-01-12, missing: [保证书] }]\n  acceptedOn: ‸2026-01-19",
      ),
    ],
    "ACTIVATION_STEP_MISSING",
  ],
  "materials completed before they were asked for": [
    [
      activation(
        "  submittedOn: 2026-01-05\n  returned: [{ on: 2026-01-12, missing: [保证书], completedOn: ‸2026-01-09 }]",
      ),
    ],
    "ACTIVATION_ORDER",
  ],
  "a filing notice before the materials were complete": [
    [
      activation(
        "  filedOn: 2026-03-02\n  filingReturned: [{ on: 2026-03-05, missing: [技术方案], completedOn: 2026-03-20 }]\n  filingNoticeOn: ‸2026-03-10",
      ),
    ],
    "ACTIVATION_ORDER",
  ],
  "a refusal of what was not accepted": [
    [activation("  { refused: { on: ‸2026-03-20, reason: 资源不足 } }")],
    "ACTIVATION_STEP_MISSING",
  ],
  "steps after a refusal": [
    [
      activation(
        "  submittedOn: 2026-01-05\n  acceptedOn: 2026-01-19\n  refused: { on: 2026-03-20, reason: 资源不足 }\n  agreementSignedOn: ‸2026-04-10",
      ),
    ],
    "ACTIVATION_AFTER_END",
  ],
  "a refusal without a reason": [
    [activation("  submittedOn: 2026-01-05\n  acceptedOn: 2026-01-19\n  refused: ‸{ on: 2026-03-20 }")],
    "FIELD_MISSING",
  ],
  "the province's filing where each locality files": [
    [edit("hours: office", "hours: office\nfiling: per-locality\nactivation: { filedOn: ‸2026-03-02 }")],
    "ACTIVATION_FILING_LEVEL",
  ],
  "a locality's filing where the province files": [
    [activation('  networks: { "0951": { filedOn: ‸2026-03-02 } }')],
    "ACTIVATION_FILING_LEVEL",
  ],
  "a locality's opening without its own filing notice": [
    [
      edit(
        "hours: office",
        'hours: office\nfiling: per-locality\nactivation:\n  networks: { "0951": { filedOn: 2026-03-02, requestedOn: 2026-03-02, openedOn: ‸2026-03-20 } }',
      ),
    ],
    "ACTIVATION_STEP_MISSING",
  ],
  "a change of contact told before it happened": [
    [activation("  contactChanges: [{ on: 2026-05-06, notifiedOn: ‸2026-05-05 }]")],
    "ACTIVATION_ORDER",
  ],
  "a limit of no working day": [[activation("  limits: { decision: ‸0 }")], "NUMBER_OUT_OF_RANGE"],
  "a limit of an unknown clock": [[activation("  limits: { ‸decisions: 20 }")], "FIELD_TYPO"],
  "12333 among the retired numbers": [
    [edit("hours: office", 'hours: office\nnumbering: { retiredNumbers: [{ number: ‸"12333" }] }')],
    "RETIRED_NUMBER_IS_12333",
  ],
  "a retired number twice": [
    [
      edit(
        "hours: office",
        'hours: office\nnumbering: { retiredNumbers: [{ number: "12338" }, { number: ‸"12338" }] }',
      ),
    ],
    "RETIRED_NUMBER_TWICE",
  ],
  "a retired number handed back before it stopped": [
    [
      edit(
        "hours: office",
        'hours: office\nnumbering: { retiredNumbers: [{ number: "12338", stoppedOn: 2026-05-06, returnedOn: ‸2026-05-05 }] }',
      ),
    ],
    "ACTIVATION_ORDER",
  ],
  "activation of a network of another province": [
    [activation('  networks: { "0551": ‸{ requestedOn: 2026-03-01 } }')],
    "ACTIVATION_NETWORK_UNKNOWN",
  ],
  "a real number in an example": [[pilot('"0951-6123456"')], "EXAMPLE_NOT_UNASSIGNED"],
  "a real address in an example": [[edit("address: unassigned }]", "address: ‸10.1.1.1 }]")], "EXAMPLE_NOT_UNASSIGNED"],
  "a real host in an example": [
    [edit("kind: docker,", "kind: docker, deskHost: ‸12333.nx.gov.cn,")],
    "EXAMPLE_NOT_UNASSIGNED",
  ],
  "a reserved host in an example": [[edit("kind: docker,", "kind: docker, deskHost: desk.ningxia.example,")]],
};

describe("a rule between fields", () => {
  it.each(Object.entries(ROWS))("is reported at its place: %s", (_title, [edits, ...codes]) => {
    const { text, places } = marked(edits);
    const findings = findingsOf(text).filter(({ code }) => code !== "UNASSIGNED_DRAFT" || codes.includes(code));
    // Two findings at one place share a mark.
    expect(
      inBrief(findings)
        .map((line) => line.split(" ")[1])
        .toSorted(),
    ).toEqual(codes.toSorted());
    expect([...new Set(inBrief(findings).map((line) => line.split(" ")[0]))]).toEqual(places);
  });

  it.each(Object.entries(ROWS))("is put into words of both languages: %s", (_title, [edits]) => {
    const { zh, en } = inWords(findingsOf(marked(edits).text));
    for (const line of [...zh, ...en]) expect(line).not.toMatch(/\{\w+\}|undefined|NaN|\[object/);
    // Names of Chinese rules stay in Chinese.
    for (const line of en)
      expect(
        line.replace(/国办发〔2020〕53号|国办函〔2025〕66号|财政部令第102号|人社部函〔2011〕246号/g, ""),
      ).not.toMatch(/[\u4e00-\u9fff（）]/);
    for (const line of zh) expect(line).toMatch(/[\u4e00-\u9fff]/);
  });

  it("names what is allowed", () => {
    const words = (...edits: Edit[]) => inWords(findingsOf(marked(edits).text));
    const extra = (code: string) =>
      edit('  - { areaCode: "0955"', `  - { areaCode: "${code}", routedTo: "0951" }\n  - { areaCode: "0955"`);
    expect(words(extra("0551"))).toEqual({
      zh: [
        "provinces/ningxia.yaml:18:17  错误 AREA_CODE_OF_ANOTHER_PROVINCE  区号 0551 属于安徽省（合肥市），不属于宁夏回族自治区。宁夏回族自治区的区号：0951、0952、0953、0954、0955。",
      ],
      en: [
        "provinces/ningxia.yaml:18:17  error AREA_CODE_OF_ANOTHER_PROVINCE  Area code 0551 belongs to Anhui (Hefei), not to Ningxia. Area codes of Ningxia: 0951, 0952, 0953, 0954, 0955.",
      ],
    });
    expect(words(extra("0565"))).toEqual({
      zh: [
        'provinces/ningxia.yaml:18:17  错误 AREA_CODE_ABOLISHED  区号 0565（合肥市）已撤销（2012-12-08 并网），现为 0551。改用 "0551"；若已列出，删除此项。',
      ],
      en: [
        'provinces/ningxia.yaml:18:17  error AREA_CODE_ABOLISHED  Area code 0565 (Hefei) is abolished (merged 2012-12-08); it is now 0551. Use "0551"; if that is listed already, remove this entry.',
      ],
    });
    expect(
      words(edit('  - { areaCode: "0954", routedTo: "0951" }\n  - { areaCode: "0955", routedTo: "0951" }\n', "")).en,
    ).toEqual([
      "provinces/ningxia.yaml:8:3  warning NETWORKS_MISSING  2 local networks of Ningxia are not listed: 0954 Guyuan, 0955 Zhongwei. 12333 dialed there does not reach this center. Add them; use routedTo where there is no trunk of its own.",
    ]);
    expect(words(edit("e1: 4", "e1: 6")).zh).toEqual([
      "provinces/ningxia.yaml:14:7  错误 GATEWAY_PORTS_TOO_FEW  0951 银川市 有 6 条 E1，网关一共只有 4 个端口。增加网关或端口至 6 个，或减少中继。",
    ]);
  });
});

describe("what is still unassigned", () => {
  it("counts the adapter of an integrated line that answers here, left out or said to be open", () => {
    const integrated = edit("workMode: call-center", "workMode: integrated");
    const open = edit("recording: {", "integration: { adapter: unassigned }\nrecording: {");
    const told = (edits: readonly Edit[]) => inWords(findingsOf(marked([draft, integrated, ...edits]).text)).en.join();
    for (const edits of [[], [open]]) expect(told(edits)).toMatch(/5 values .*integration\.adapter/);
    const given = edit("recording: {", "integration: { adapter: https://adapter.hrss.gov.cn/callers }\nrecording: {");
    expect(told([given])).not.toContain("integration");
    expect(told([outsourced("", "")])).not.toContain("integration");
  });

  it("is one note of a draft that counts and names it", () => {
    const { zh } = inWords(findingsOf(marked([draft]).text));
    expect(zh).toEqual([
      "provinces/ningxia.yaml:2:9  提示 UNASSIGNED_DRAFT  还有 4 处 unassigned：localNetworks[0].pilotNumber、localNetworks[0].gateways[0].address、sites.main.platform.hosts[0].address、sites.main.platform.deskHost。可以规划、渲染和演练；改为 live 之前须填上。",
    ]);
  });

  it("is an error of a live province for each field, its backup store a warning", () => {
    const { text, places } = marked([
      edit("status: example", "status: live"),
      edit("pilotNumber: unassigned", "pilotNumber: ‸unassigned"),
      edit("address: unassigned, ports", "address: ‸unassigned, ports"),
      edit("address: unassigned }]", "address: ‸unassigned }]"),
      edit("{ instances: 1 }", "‸{ instances: 1 }"),
      edit("platform: { kind", "platform: ‸{ kind"),
    ]);
    const findings = findingsOf(text);
    expect(inBrief(ofSeverity(findings, "error"))).toEqual(
      places.filter((_, index) => index !== 2).map((place) => `${place} UNASSIGNED_LIVE`),
    );
    expect(inBrief(ofSeverity(findings, "warning"))).toEqual([`${places[2] ?? "?"} BACKUP_UNASSIGNED`]);
  });

  it("is nothing once all of it is given", () => {
    const { text } = marked([
      edit("status: example", "status: live"),
      edit("pilotNumber: unassigned", 'pilotNumber: "0951-6123456"'),
      edit("address: unassigned, ports", "address: 10.1.0.2, ports"),
      edit("address: unassigned }]", "address: 10.1.0.3, browserHost: media.nx.gov.cn }], deskHost: desk.nx.gov.cn"),
      edit(
        "{ instances: 1 }",
        "{ instances: 1, backup: { store: s3://hotline-ningxia/main, endpoint: https://s3.internal.example } }",
      ),
    ]);
    expect(findingsOf(text)).toEqual([]);
  });
});

describe("the desk", () => {
  it("is told that browsers reach a live line's nodes by address, for which no public authority vouches", () => {
    const { text, places } = marked([
      edit("status: example", "status: live"),
      edit("pilotNumber: unassigned", 'pilotNumber: "0951-6123456"'),
      edit("address: unassigned, ports", "address: 10.1.0.2, ports"),
      edit(
        "hosts: [{ name: host-a, address: unassigned }]",
        "hosts: ‸[{ name: host-a, address: 10.1.0.3 }], deskHost: desk.nx.gov.cn",
      ),
      edit(
        "{ instances: 1 }",
        "{ instances: 1, backup: { store: s3://hotline-ningxia/main, endpoint: https://s3.internal.example } }",
      ),
    ]);
    expect(inBrief(findingsOf(text))).toEqual(places.map((place) => `${place} BROWSER_HOST_ADDRESS`));
  });
});
