import type { Province } from "../provinces/province.ts";
import type { RingGroup } from "../provinces/schema/ring-group.ts";
import { apportion } from "./queues.ts";

/** Telephones that ring together or in turn, with every choice made. */
export interface PlannedRingGroup {
  readonly name: string;
  readonly label: string;
  /** Place of its first telephone among all, from 0. */
  readonly firstPhone: number;
  readonly phones: number;
  readonly order: NonNullable<RingGroup["order"]>;
  readonly ringSeconds: number;
  readonly noAnswer: NonNullable<RingGroup["noAnswer"]>;
  readonly busy: NonNullable<RingGroup["busy"]>;
}

const RING_SECONDS = { together: 30, "in-turn": 15 } as const;

/** Telephones that one call rings at once: the largest group that rings together, one where all ring in turn. */
export function phonesRungAtOnce(province: Pick<Province, "ringGroups">, phones: number): number {
  return Math.max(...ringGroupsOf(province, phones).map((group) => (group.order === "together" ? group.phones : 1)));
}

/** Groups of work mode hotline over so many telephones; those that name no number share what the others leave. */
export function ringGroupsOf(
  { ringGroups }: Pick<Province, "ringGroups">,
  phones: number,
): readonly PlannedRingGroup[] {
  const given: readonly RingGroup[] = ringGroups ?? [{ name: "main", label: "全部话机" }];
  const open = given.filter((group) => group.phones === undefined);
  const left = phones - given.reduce((sum, group) => sum + (group.phones ?? 0), 0);
  const parts =
    open.length === 0
      ? []
      : [
          ...apportion(
            Math.max(open.length, left),
            open.map(() => 1),
          ),
        ];
  let firstPhone = 0;
  return given.map((group, index) => {
    const count = group.phones ?? parts.shift() ?? 1;
    const order = group.order ?? "together";
    const last = index === given.length - 1;
    const noAnswer = group.noAnswer ?? (last ? "announcement" : "next-group");
    const planned = {
      name: group.name,
      label: group.label,
      firstPhone,
      phones: count,
      order,
      ringSeconds: group.ringSeconds ?? RING_SECONDS[order],
      noAnswer,
      busy: group.busy ?? noAnswer,
    };
    firstPhone += count;
    return planned;
  });
}
