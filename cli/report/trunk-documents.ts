import { gatewaySettings } from "../../components/freeswitch/gateway-sheet.ts";
import { openingTests } from "../../components/freeswitch/opening-test.ts";
import type { CallCenterPlan } from "../../planning/plan.ts";
import type { TrunkBox, TrunkOrder } from "../../planning/trunk-order.ts";
import { networkName } from "../../provinces/checks/network-name.ts";
import { CHOICES } from "../glossary.ts";
import type { Language, Text } from "../language.ts";
import { DOCUMENT_WORDS, REQUEST_WORDS, SETTING_WORDS, TEST_WORDS, VALUE_WORDS } from "./trunk-words.ts";

/**
 * Markdown by path: for each trunk group what it must be and the opening-test record, for each box of ours its sheet.
 * Empty where no trunk is ordered.
 */
export function trunkDocuments(plan: CallCenterPlan, language: Language): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  const writer = new DocumentWriter(plan, language);
  for (const order of plan.trunkOrders) {
    files[`documents/trunk-requirements-${order.areaCode}.md`] = writer.order(order);
    files[`documents/opening-test-${order.areaCode}.md`] = writer.openingRecord(order);
    for (const box of order.boxes) files[`documents/gateway-${box.name}.md`] = writer.sheet(order, box);
  }
  return files;
}

type Facts = Readonly<Record<string, string | number>>;

class DocumentWriter {
  readonly #plan: CallCenterPlan;
  readonly #language: Language;

  constructor(plan: CallCenterPlan, language: Language) {
    this.#plan = plan;
    this.#language = language;
  }

  order(order: TrunkOrder): string {
    const facts = this.#orderFacts(order);
    const rows: readonly (readonly [keyof typeof DOCUMENT_WORDS, string])[] = [
      ["endsAt", this.#site(order)],
      ...(order.site.kind === "provider" ? [["contracted", String(order.site.channels)] as const] : []),
      ["carrier", this.#value(order.carrier)],
      ["trunk", `${facts["units"]} (${this.#value(order.signalling)})`],
      ["channels", String(order.channels)],
      ["pilot", facts["pilot"]],
      ["serves", facts["serves"]],
      ["billing", facts.billing],
      ["load", `${order.busyHourErlangs.toFixed(2)} erl, ${smallPercent(order.blockingPercent)}`],
    ];
    const busy = order.whenBusy.map((each) =>
      this.#fill(DOCUMENT_WORDS.queueFull, {
        ...each,
        seconds: each.afterSeconds,
        overflow: this.#value(each.overflow),
      }),
    );
    return this.#document(DOCUMENT_WORDS.orderTitle, this.#network(order.areaCode), [
      this.#say("paper"),
      this.#table(
        ["setting", "value"],
        rows.map(([name, value]) => [this.#say(name), value]),
      ),
      `## ${this.#say("requests")}`,
      order.requests.map((request, index) => `${index + 1}. ${this.#fill(REQUEST_WORDS[request], facts)}`).join("\n"),
      `## ${this.#say("full")}`,
      (order.site.kind === "provider"
        ? [this.#fill(DOCUMENT_WORDS.providerFull, facts)]
        : [this.#fill(DOCUMENT_WORDS.trunkFull, facts), ...(busy.length === 0 ? [this.#say("noQueue")] : busy)]
      )
        .map((text) => `- ${text}`)
        .join("\n"),
    ]);
  }

  sheet(order: TrunkOrder, box: TrunkBox): string {
    const settings = gatewaySettings(order, box);
    const { everySeconds, missesToDown, hitsToUp, leftWithinSeconds, backWithinSeconds } = box.keepAlive;
    const standIn = box.assigned ? [] : [`> ${this.#say("standIn")}: ${box.address}`];
    return this.#document(DOCUMENT_WORDS.sheetTitle, `${box.name} (${this.#network(order.areaCode)})`, [
      ...standIn,
      this.#table(
        ["", "setting", "value"],
        settings.map(({ group, setting, value }) => [
          this.#say(group),
          this.#fill(SETTING_WORDS[setting] ?? same(setting), {}),
          this.#value(value),
        ]),
      ),
      this.#fill(DOCUMENT_WORDS.states, {
        every: everySeconds,
        misses: missesToDown,
        hits: hitsToUp,
        left: leftWithinSeconds,
        back: backWithinSeconds,
      }),
    ]);
  }

  openingRecord(order: TrunkOrder): string {
    const rows = openingTests(order).map(({ id, test, facts }) => [
      id,
      this.#fill(TEST_WORDS[test].act, this.#named(facts)),
      this.#fill(TEST_WORDS[test].expect, this.#named(facts)),
      "",
    ]);
    return this.#document(DOCUMENT_WORDS.recordTitle, this.#network(order.areaCode), [
      this.#table(["number", "act", "expect", "result"], rows),
    ]);
  }

  #orderFacts(order: TrunkOrder) {
    const { divertTo } = order.whenFull;
    const open = this.#say("unassigned");
    return {
      serves: order.serves.map((code) => this.#network(code)).join(this.#language === "zh" ? "、" : ", "),
      pilot: order.pilot ?? open,
      units: `${order.units} ${CHOICES.trunkUnit[order.unit][this.#language]}`,
      hunting: this.#value(order.hunting),
      channels: order.channels,
      next: order.channels + 1,
      cause: order.whenFull.cause,
      forms: this.#value(order.calledNumberForms.join(", ")),
      divert: divertTo === undefined ? "-" : `${this.#network(divertTo.areaCode)} (${divertTo.pilot ?? open})`,
      billing: this.#value(order.billing),
      shown: order.outward.shown ?? open,
      site: order.site.kind === "provider" ? (order.site.name ?? open) : order.site.place,
    } as const;
  }

  #site({ site }: TrunkOrder): string {
    return site.kind === "department"
      ? this.#fill(DOCUMENT_WORDS.department, { place: site.place })
      : this.#fill(DOCUMENT_WORDS.provider, { site: site.name ?? this.#say("unassigned") });
  }

  /** Facts that are choices appear as words; a number that is not known yet says so. */
  #named(facts: Facts): Facts {
    const words = Object.entries(facts).map(([name, fact]): [string, string | number] => [
      name,
      typeof fact === "number" ? fact : fact === "" ? this.#say("unassigned") : this.#value(fact),
    ]);
    return Object.fromEntries(words);
  }

  /** A list of values, each in words where it has some. */
  #value(value: string): string {
    return value
      .split(", ")
      .map((each) => VALUE_WORDS[each]?.[this.#language] ?? each)
      .join(this.#language === "zh" ? "，" : ", ");
  }

  #network(areaCode: string): string {
    return networkName(areaCode)[this.#language];
  }

  #document(title: Text, of: string, blocks: readonly string[]): string {
    const { name, stack, status } = this.#plan.identity;
    const head = `# ${this.#fill(title, {})} · ${name[this.#language]} 12333 · ${of}`;
    const note = status === "example" ? [`> ${this.#say("example")}`] : [];
    return `${[head, ...note, ...blocks, `\`${stack}\``].join("\n\n")}\n`;
  }

  #table(titles: readonly (keyof typeof DOCUMENT_WORDS | "")[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    return [
      line(titles.map((title) => (title === "" ? "" : this.#say(title)))),
      line(titles.map(() => "---")),
      ...rows.map(line),
    ].join("\n");
  }

  #say(key: keyof typeof DOCUMENT_WORDS): string {
    return DOCUMENT_WORDS[key][this.#language];
  }

  #fill(text: Text, facts: Facts): string {
    return text[this.#language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
  }
}

/** As the official papers write it: a share that is there is never 0.00 %. */
function smallPercent(value: number): string {
  return value > 0 && value < 0.005 ? "< 0.01%" : `${value.toFixed(2)}%`;
}

function same(text: string): Text {
  return { zh: text, en: text };
}
