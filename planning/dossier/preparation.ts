import { UNASSIGNED } from "../../provinces/schema/field.ts";
import { scopeOf } from "../scope.ts";
import type { Block } from "./document.ts";
import { type DossierSubject, networksOf } from "./subject.ts";
import { trunkCount } from "./words.ts";

/** Second annex of a filing: what is ready and what is not, read from the province file (S16). */
export function preparation(subject: DossierSubject, areaCode?: string): readonly Block[] {
  const { province, plan } = subject;
  const owners = networksOf(subject).filter(
    (facts) => facts.network === facts.owner && (areaCode === undefined || facts.group.serves.includes(areaCode)),
  );
  const { platform, place } = province.sites.main;
  const machines = platform.kind === "docker" ? platform.hosts : platform.mediaNodes;
  const placed = machines.filter((machine) => machine.address !== UNASSIGNED).length;
  const bound = owners.filter(({ owner }) => (owner.pilotNumber ?? UNASSIGNED) !== UNASSIGNED).length;
  const boxes = owners.flatMap(({ owner }) => owner.gateways ?? []);
  const boxesPlaced = boxes.filter((gateway) => gateway.address !== UNASSIGNED).length;
  const state = (done: number, of: number): string => (of > 0 && done === of ? "已落实" : `已落实${done}/${of}`);
  const { agents } = plan.traffic;
  const { kind } = scopeOf(province);
  return [
    {
      kind: "table",
      caption: "前期准备情况",
      header: ["事项", "计划", "状态"],
      widths: [26, 48, 26],
      rows: [
        [
          "中继线路",
          owners.map(({ network, group }) => `${network.areaCode}：${trunkCount(group)}`).join("；"),
          "已列入需求书",
        ],
        ["绑定号码", `${owners.length}个`, state(bound, owners.length)],
        [
          "接入网关",
          boxes.length > 0 ? `${boxes.length}台` : "由运营商提供",
          boxes.length > 0 ? state(boxesPlaced, boxes.length) : "－",
        ],
        ["机房与主机", `${place}，媒体节点${machines.length}个`, state(placed, machines.length)],
        ...(kind === "merged"
          ? []
          : [
              kind === "phones"
                ? ["热线话机", `${agents.seats}部`, "按规划配置"]
                : ["座席", `${agents.seats}席`, "按规划配置"],
              ["人员", `${agents.heads}人`, "按规划配备"],
            ]),
      ],
    },
  ];
}
