import { handedInOn, isPerNetwork, startOf } from "../../provinces/activation-places.ts";
import type { Province } from "../../provinces/province.ts";
import { type Actor, STEP_IDS, STEPS, type StepId } from "../../provinces/reference/activation-procedure.ts";
import { limitOf } from "../activation/limits.ts";
import { actorOf, endOf, isPartOf } from "../activation/steps.ts";
import type { Timeline } from "../activation/timeline-plan.ts";
import { citiesOf } from "./cities.ts";
import { chineseDate } from "./document.ts";
import { administrationOf, departmentOf, localDepartmentsOf } from "./organs.ts";
import type { ScheduleRow } from "./subject.ts";

/**
 * The launch schedule as the papers print it: days that have passed, and for what is still to come its limit. With a
 * timeline, the days that are expected; a paper without one never changes of itself.
 */
export function scheduleRows(province: Province, timeline?: Timeline): readonly ScheduleRow[] {
  const ended = endOf(province);
  const chain = { province, startAt: startOf(province.activation), ended };
  return STEP_IDS.filter((step) => isPartOf(step, chain)).flatMap((step) => {
    const actor = actorName(actorOf(step, province), province);
    const when = (areaCode: string): string => whenOf(step, { province, areaCode, timeline });
    if (!isPerNetwork(step, province)) return [{ step: STEPS[step].zh, actor, when: when("") }];
    const byDay = Map.groupBy(province.localNetworks, ({ areaCode }) => when(areaCode));
    return [...byDay].map(([day, networks]) => ({
      step: `${STEPS[step].zh}（${networksName(networks.map(({ areaCode }) => areaCode))}）`,
      actor,
      when: day,
    }));
  });
}

/** `合肥市`, `合肥市、芜湖市`, `合肥市等15个本地网`. */
function networksName(areaCodes: readonly string[]): string {
  const names = areaCodes.map(citiesOf);
  return names.length <= 2 ? names.join("、") : `${names[0] ?? ""}等${names.length}个本地网`;
}

interface Question {
  readonly province: Province;
  readonly areaCode: string;
  readonly timeline: Timeline | undefined;
}

function whenOf(step: StepId, { province, areaCode, timeline }: Question): string {
  const ended = endOf(province);
  if (ended?.state === "not-accepted" && step === "accepted")
    return `${chineseDate(ended.on)}不予受理：${ended.reason}`;
  if (ended?.state === "refused" && step === "approved") return `${chineseDate(ended.on)}不予批准：${ended.reason}`;
  const { date, missing } = handedInOn(step, province, areaCode);
  if (date !== undefined) return `已于${chineseDate(date)}完成`;
  if (missing.length > 0) return `待补正：${missing.join("、")}`;
  const expected = timeline?.steps.find(
    (each) => each.step === step && (each.areaCode === undefined || each.areaCode === areaCode),
  );
  if (expected !== undefined)
    return `${chineseDate(expected.date.date)}前${expected.date.provisional ? "（暂定）" : ""}`;
  const { clock } = STEPS[step];
  if (clock === undefined) return "前项办结后办理";
  const { days } = limitOf(province.activation, clock.id);
  return `${clock.from.map((each) => STEPS[each].zh).join("与")}后${days}个工作日内`;
}

function actorName(actor: Actor, province: Province): string {
  switch (actor) {
    case "ministry":
      return "人力资源和社会保障部";
    case "regulator":
      return "工业和信息化部";
    case "administration":
      return administrationOf(province);
    case "carrier-headquarters":
      return "运营商集团总部";
    case "carrier-local":
      return "本地网运营商";
    case "province-department":
      return departmentOf(province);
    case "local-department":
      return localDepartmentsOf(province);
  }
}
