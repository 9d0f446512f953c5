import type { MessageTable } from "./message.ts";

/** What a change would put at risk. error: the change is refused until it is corrected or waived. */
export const RISK_MESSAGES = {
  RISK_DATA_LOST: {
    severity: "error",
    zh: {
      what: "{subject} 将被{how}，其中的数据随之丢失。",
      fix: "恢复原来的名字、位置与存储类；确要迁移，先备份，再恢复到新处，最后分两步删除旧的。",
    },
    en: {
      what: "{subject} would be {how}, and what it holds would be lost.",
      fix: "Give it back its name, place and storage class; to move data, back it up, restore it at the new place, and remove the old one in two steps.",
    },
  },
  RISK_PROVINCE_REMOVED: {
    severity: "error",
    zh: {
      what: "省份文件已删除，{count} 个资源（含数据 {stateful} 个）将全部删除。",
      fix: "恢复省份文件；确要停办，先导出并移交数据，解除保护，再按停办流程删除。",
    },
    en: {
      what: "The province's file is gone: all {count} resources would be deleted, {stateful} of which hold data.",
      fix: "Put the file back; to close the center, export and hand over its data, lift the protection, then destroy it on purpose.",
    },
  },
  RISK_ZONE_RENAMED: {
    severity: "error",
    zh: {
      what: "命名空间或网络 {before} 改为 {after}：其中的一切都要重建，数据留在原处或丢失。",
      fix: "改回原名；命名空间不能改名。确需新名，按迁移办理：备份，在新处恢复，再停用旧的。",
    },
    en: {
      what: "The namespace or network {before} becomes {after}: everything in it is made anew, and its data stays behind or is lost.",
      fix: "Give it back its name: a namespace can't be renamed. If it must have another, migrate: back up, restore there, then retire the old one.",
    },
  },
  RISK_TABLE_DROPPED: {
    severity: "error",
    zh: { what: "数据库脚本删除对象：{statement}。", fix: "改为只增不删的迁移；确要删除，先归档并单独评审。" },
    en: {
      what: "A script of the database drops something: {statement}.",
      fix: "Make it a migration that only adds; to drop data, archive it first and have that reviewed by itself.",
    },
  },
  RISK_AUDIT_DROPPED: {
    severity: "error",
    zh: { what: "数据库脚本删除审计记录：{statement}。", fix: "保留审计表；审计记录须受保护并按期留存。" },
    en: {
      what: "A script of the database drops audit records: {statement}.",
      fix: "Keep the audit tables: their records are to be protected and kept for their time.",
    },
  },
  RISK_OUTAGE: {
    severity: "error",
    zh: {
      what: "{subject} 先删后建，本线 7×24 小时服务，其间{effect}。",
      fix: "增加备节点，使切换逐个进行；或为这次变更写明豁免并公告停机时段。",
    },
    en: {
      what: "{subject} is deleted before it is made again; the line is open around the clock, and meanwhile {effect}.",
      fix: "Add a standby node, so that nodes roll one by one; or waive this change with its reason and announce the interruption.",
    },
  },
  RISK_OUTAGE_PLANNABLE: {
    severity: "warning",
    zh: { what: "{subject} 先删后建，其间{effect}。", fix: "在非服务时间（{hours} 之外）部署。" },
    en: {
      what: "{subject} is deleted before it is made again; meanwhile {effect}.",
      fix: "Deploy outside the hours of service ({hours}).",
    },
  },
  RISK_ADDRESS_CHANGED: {
    severity: "error",
    zh: {
      what: "{subject} 的固定地址改变，按旧地址连接的一方会断开。",
      fix: "保留原地址；确要更换，先通知对端并并行运行。",
    },
    en: {
      what: "The fixed address of {subject} changes: whoever connects to the old one is cut off.",
      fix: "Keep the address; to change it, tell the other side first and run both for a while.",
    },
  },
  RISK_SWITCHED_OFF: {
    severity: "error",
    zh: { what: "{subject} 的副本数降为 0，等于停止服务。", fix: "至少保留一个副本；排空请用 hotline drain。" },
    en: {
      what: "{subject} goes down to no replicas: it is switched off.",
      fix: "Keep one at least; to take a node out of service use hotline drain.",
    },
  },
  RISK_TRUNK_REMOVED: {
    severity: "error",
    zh: {
      what: "区号 {subject} 的中继群（{before}）取消，该地来电将打不进来。",
      fix: "恢复中继，或用 routedTo 把该区号汇接到别的中继群。",
    },
    en: {
      what: "The trunk group of area code {subject} ({before}) goes: calls from there no longer arrive.",
      fix: "Put it back, or send the area code to another group by routedTo.",
    },
  },
  RISK_BUDGET_LOOSENED: {
    severity: "warning",
    zh: { what: "{subject} 放宽了中断预算，维护时可能同时停掉全部副本。", fix: "恢复原来的预算。" },
    en: {
      what: "{subject} loosens a disruption budget: upkeep may stop all replicas at once.",
      fix: "Put the budget back.",
    },
  },
  RISK_REJECTED: {
    severity: "error",
    zh: { what: "{subject} 的更新会被服务器拒绝：{reason}。", fix: "改回原值；需要新值时按新建加迁移办理。" },
    en: {
      what: "The server will refuse to update {subject}: {reason}.",
      fix: "Put the old value back; where the new one is needed, make a new object and move over.",
    },
  },
  RISK_STORAGE_STAYS: {
    severity: "error",
    zh: {
      what: "{subject} 换了存储类，已有的卷不会随之迁移，只有新实例会用新的。",
      fix: "改回原存储类；迁移请先备份，再恢复到新集群。",
    },
    en: {
      what: "{subject} gets another storage class, but volumes that exist stay where they are; only new instances would use it.",
      fix: "Put the old class back; to migrate, back up and restore into a new cluster.",
    },
  },
  RISK_PROTECTED: {
    severity: "error",
    zh: {
      what: "{subject} 受保护，却将被{how}。",
      fix: "改回原来的定义；确要如此，先解除保护（须输入名称确认），再部署。",
    },
    en: {
      what: "{subject} is protected, yet it would be {how}.",
      fix: "Put its definition back; if it is meant, lift the protection first (the name has to be typed), then deploy.",
    },
  },
  RISK_SECRET_PLAIN: {
    severity: "error",
    zh: { what: "{subject} 中的密钥变为明文。", fix: "改回密钥引用；若已提交或发布过明文，立即更换该密钥。" },
    en: {
      what: "A secret of {subject} becomes plain text.",
      fix: "Refer to the secret again; if its text was ever committed or published, change the secret at once.",
    },
  },
  RISK_SECRET_COMMITTED: {
    severity: "error",
    zh: {
      what: "提交中有明文密钥：{place}。",
      fix: "删去该行并立即更换密钥（提交历史里仍有），用 hotline secrets set 写入密文。",
    },
    en: {
      what: "A secret stands in the commit in plain text: {place}.",
      fix: "Remove the line and change the secret at once, for it stays in the history; write it encrypted with hotline secrets set.",
    },
  },
  RISK_PRIVILEGED: {
    severity: "error",
    zh: { what: "{subject} 取得特权：{what}。", fix: "去掉该权限；媒体节点以外不得使用。" },
    en: {
      what: "{subject} gets privileges: {what}.",
      fix: "Take them away; nothing but the media nodes may have them.",
    },
  },
  RISK_HOST_NETWORK: {
    severity: "error",
    zh: { what: "{subject} 改用主机网络，网络策略对它不再生效。", fix: "改回私有网络；只有媒体节点需要主机网络。" },
    en: {
      what: "{subject} moves to the host network, where no network policy holds.",
      fix: "Put it back on the private network; only media nodes need the host's.",
    },
  },
  RISK_NETWORK_POLICY_REMOVED: {
    severity: "error",
    zh: { what: "网络策略 {subject} 将被删除，区域之间不再隔离。", fix: "恢复该策略。" },
    en: {
      what: "The network policy {subject} would be deleted: zones are no longer kept apart.",
      fix: "Put the policy back.",
    },
  },
  RISK_ACCESS_WIDENED: {
    severity: "warning",
    zh: { what: "{subject} 增加了可访问来源：{added}。", fix: "核对网段是否都属本单位；不需要的去掉。" },
    en: {
      what: "{subject} may be reached from more places: {added}.",
      fix: "Check that these networks are the department's own; drop what isn't needed.",
    },
  },
  RISK_OPEN_TO_ALL: {
    severity: "error",
    zh: { what: "{subject} 向任意地址开放（{added}）。", fix: "只列出需要访问的网段。" },
    en: { what: "{subject} is open to every address ({added}).", fix: "List only the networks that need it." },
  },
  RISK_IMAGE_UNPINNED: {
    severity: "error",
    zh: {
      what: "镜像 {subject} 来自仓库而无摘要，同一名字下的内容可以被换掉。",
      fix: "用 hotline images 生成 images.lock.yaml，写明 sha256 摘要。",
    },
    en: {
      what: "The image {subject} comes from a registry without a digest: what is behind the name can be exchanged.",
      fix: "Have hotline images write its sha256 digest into images.lock.yaml.",
    },
  },
  RISK_LEVEL_LOWERED: {
    severity: "error",
    zh: { what: "等保级别由 {before} 级降为 {after} 级。", fix: "级别由定级备案决定，改前先变更备案。" },
    en: {
      what: "The protection level goes from {before} to {after}.",
      fix: "The level follows from grading and filing; change those first.",
    },
  },
  RISK_RETENTION_LOWERED: {
    severity: "error",
    zh: {
      what: "{what}的保留期由 {before} 天缩短为 {after} 天，超期的数据会在下次清理时删除。",
      fix: "恢复原期限；确要缩短，先归档到期数据，并由责任部门批准后写明豁免。",
    },
    en: {
      what: "{what} are kept for {after} days instead of {before}: the next clean-up deletes what is older.",
      fix: "Put the period back; to shorten it, archive first and waive it with the approval of those who answer for the data.",
    },
  },
  RISK_BACKUPS_SHORTER: {
    severity: "error",
    zh: { what: "备份保留期由 {before} 天缩短为 {after} 天。", fix: "恢复原期限，或说明由别处备份保证。" },
    en: {
      what: "Backups are kept for {after} days instead of {before}.",
      fix: "Put the period back, or say which other backups stand in.",
    },
  },
  RISK_BACKUP_MOVED: {
    severity: "error",
    zh: {
      what: "备份位置由 {before} 改为 {after}：个人信息去往新处，旧备份不再轮替。",
      fix: "核对新位置在境内且属本单位；保留旧备份到期，并重新演练恢复。",
    },
    en: {
      what: "Backups move from {before} to {after}: personal data goes to a new place, and the old backups no longer rotate.",
      fix: "Check that it is in mainland China and the department's own; keep the old ones for their time, and rehearse a restore.",
    },
  },
  RISK_DATA_LEAVES: {
    severity: "error",
    zh: {
      what: "改为由服务商接听（{after}），通话与个人信息将离开本单位。",
      fix: "先签订个人信息处理协议并完成影响评估，再写明豁免。",
    },
    en: {
      what: "A provider takes the calls from now on ({after}): calls and personal data leave the department.",
      fix: "Agree on the handling of personal data and assess its impact first, then waive this.",
    },
  },
  RISK_PROVIDER_REPLACED: {
    severity: "error",
    zh: {
      what: "提供者 {subject} 指向另一个集群或主机（{paths}）：全部资源都会在那里重建。",
      fix: "核对堆栈文件中的集群与主机；迁移请按灾备流程办理。",
    },
    en: {
      what: "The provider {subject} points to another cluster or host ({paths}): everything would be made anew there.",
      fix: "Check cluster and hosts in the stack file; to move, follow the procedure for recovery.",
    },
  },
  RISK_PLATFORM_CHANGED: {
    severity: "error",
    zh: {
      what: "平台由 {before} 改为 {after}：全部重建，数据不会自行迁移。",
      fix: "按迁移办理：新站点上线并恢复数据后，再停用旧站点。",
    },
    en: {
      what: "The platform changes from {before} to {after}: all is made anew, and data doesn't move by itself.",
      fix: "Migrate: open a new site, restore the data there, then retire the old one.",
    },
  },
  RISK_TRUNKS_SHORT: {
    severity: "warning",
    zh: {
      what: "区号 {subject} 的中继不足：需 {needed} {unit}，订 {ordered}；忙时呼损 {blocking}%。",
      fix: "订足 {needed} {unit}，或汇接到别的中继群。",
    },
    en: {
      what: "The trunks of area code {subject} are too few: {needed} {unit} needed, {ordered} ordered; {blocking}% are blocked in the busy hour.",
      fix: "Order {needed}, or send the calls to another group.",
    },
  },
  RISK_SEATS_SHORT: {
    severity: "warning",
    zh: { what: "座席不足：需 {needed} 席，建 {seats} 席。", fix: "增加座席，或修改服务目标并说明。" },
    en: {
      what: "Seats are too few: {needed} needed, {seats} built.",
      fix: "Add seats, or change the service target and say why.",
    },
  },
  RISK_BLAST_RADIUS: {
    severity: "warning",
    zh: { what: "同一变更同时作用于 {count} 个堆栈：{what}。", fix: "先在一两个省部署并观察，再推广到其余。" },
    en: {
      what: "The same change hits {count} stacks at once: {what}.",
      fix: "Deploy it in one or two provinces first, watch it, then in the rest.",
    },
  },
  RISK_COST: {
    severity: "warning",
    zh: { what: "每月费用增加 {percent}%（{monthly} 元）。", fix: "核对预算；hotline compare 可说明每一行。" },
    en: {
      what: "The monthly cost rises by {percent}% ({monthly} yuan).",
      fix: "Check the budget; hotline compare explains every line.",
    },
  },
  RISK_COST_OVER: {
    severity: "error",
    zh: { what: "每月费用增加 {percent}%（{monthly} 元），超过限额 {limit}%。", fix: "缩小变更，或经批准后写明豁免。" },
    en: {
      what: "The monthly cost rises by {percent}% ({monthly} yuan), above the limit of {limit}%.",
      fix: "Make the change smaller, or waive it when it is approved.",
    },
  },
  RISK_STALE: {
    severity: "warning",
    zh: {
      what: "比较所用的快照已 {days} 天，限 {limit} 天：实际状态可能已经不同。",
      fix: "由部署流程发布新快照（hotline state publish），再预览一次。",
    },
    en: {
      what: "The snapshot compared with is {days} days old, the limit is {limit}: what runs may differ by now.",
      fix: "Publish a new one where deployments run (hotline state publish), then preview again.",
    },
  },
  RISK_UNCOMPARED: {
    severity: "warning",
    zh: {
      what: "正式省份没有快照可比：看不出会删除或替换什么。",
      fix: "由部署流程发布快照（hotline state publish）。",
    },
    en: {
      what: "A live province has no snapshot to compare with: what would be deleted or replaced can't be seen.",
      fix: "Publish one where deployments run (hotline state publish).",
    },
  },
  RISK_WAIVER_EXPIRED: {
    severity: "warning",
    zh: {
      what: "对 {rule} 的豁免已于 {until} 到期，不再生效（{by}：{reason}）。",
      fix: "到期的豁免请删除；确需延长，由批准人重新写明理由与期限。",
    },
    en: {
      what: "The waiver of {rule} ended on {until} and is ignored ({by}: {reason}).",
      fix: "Remove it; if it is needed longer, those who answer for it write it anew with reason and last day.",
    },
  },
} as const satisfies MessageTable;
