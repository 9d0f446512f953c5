import { condition, extension, inlineSet } from "./dialplan-steps.ts";
import { channelVariable, comment, element, type XmlElement, type XmlNode } from "./xml.ts";

/**
 * Area codes without their 0: 10, 2x, or three digits from 31x on. Numbers in them have 7 or 8 digits and start with
 * 2 to 8.
 */
const AREA = "(?:10|2\\d|[3-9]\\d{2})";
const LOCAL = "[2-8]\\d{6,7}";
const MOBILE = "1[3-9]\\d{9}";
const CHINA = "(?:\\+|00)?86";

interface CallerRule {
  readonly form: string;
  readonly expression: string;
  /** What is kept, with `$1` from the expression. */
  readonly number: string;
}

/** What a caller who withholds the number is called from here on; in call records the number stays empty. */
export const WITHHELD = "anonymous";

/**
 * Forms in which a carrier gives the caller, in the order in which they are tried, and what they become: 0, area code
 * and number for fixed telephones, eleven digits for mobiles, 00 for other countries. Service numbers stay as they are.
 */
export const CALLER_RULES: readonly CallerRule[] = [
  { form: "service", expression: "^([48]00\\d{7}|1\\d{2,5}|9[56]\\d{3,6})$", number: "$1" },
  { form: "mobile", expression: `^(?:${CHINA})?0?(${MOBILE})$`, number: "$1" },
  { form: "fixed", expression: `^(0${AREA}${LOCAL})$`, number: "$1" },
  { form: "fixed-international", expression: `^${CHINA}0?(${AREA}${LOCAL})$`, number: "0$1" },
  { form: "fixed-without-zero", expression: `^(${AREA}${LOCAL})$`, number: "0$1" },
  { form: "foreign", expression: "^(?:\\+|00)([1-9]\\d{5,14})$", number: "00$1" },
];

/** A number without area code is one of the network whose trunk it came over. */
const LOCAL_RULE: CallerRule = {
  form: "local",
  expression: `^(${LOCAL})$`,
  number: `${channelVariable("trunk_group")}$1`,
};

const NO_NUMBER = "^(?:[Aa]nonymous|[Uu]navailable|[Uu]nknown|[Rr]estricted|[Pp]rivate|[Ww]ithheld|0*)$";

/**
 * Brings the calling number into one form, for records, the agent's screen and calls back. A withheld one stays
 * withheld although the network may know it: gateways send it along with `Privacy: id`. `fromTrunk` says that a bare
 * local number belongs to the trunk group's own area code.
 */
export function normalizeCaller({ fromTrunk }: { fromTrunk: boolean }): readonly XmlNode[] {
  const rules = fromTrunk ? [...CALLER_RULES, LOCAL_RULE] : CALLER_RULES;
  return [
    comment("The calling number in one form; withheld ones stay withheld."),
    step("withheld-by-header", ["privacy_hide_number", "^true$"], WITHHELD),
    step("withheld", ["caller_id_number", NO_NUMBER], WITHHELD),
    ...rules.map((rule) => step(rule.form, ["caller_id_number", rule.expression], rule.number)),
    step("other", ["caller_id_number", "^(.*)$"], "$1"),
  ];
}

/** The first rule that fits sets the form, and no later one is tried. */
function step(form: string, [field, expression]: readonly [string, string], number: string): XmlElement {
  const withheld = number === WITHHELD;
  return extension(
    `caller-${form}`,
    [
      condition(channelVariable("caller_form"), "^$"),
      condition(field, expression, [
        inlineSet(`caller_form=${form}`),
        ...(withheld ? [] : [inlineSet(`caller_number=${number}`)]),
        inline("set_profile_var", `caller_id_number=${number}`),
        // The name that comes along is the number as it was, or one the caller chose.
        inline("set_profile_var", `caller_id_name=${number}`),
      ]),
    ],
    true,
  );
}

function inline(application: string, data: string): XmlElement {
  return element("action", { application, data, inline: true });
}
