import type { RiskCode } from "./risk.ts";

/** Where a rule has its ground; clauses of GB/T 22239-2019 by their numbers in the requirements of level 3. */
export interface Framework {
  readonly zh: string;
  readonly en: string;
}

const clause = (number: string, zh: string, en: string): Framework => ({
  zh: `GB/T 22239-2019 ${number} ${zh}`,
  en: `GB/T 22239-2019 ${number} ${en}`,
});

const ARCHITECTURE = clause("8.1.2.1", "网络架构", "network architecture");
const BOUNDARY = clause("8.1.3.1", "边界防护", "boundary protection");
const BOUNDARY_ACCESS = clause("8.1.3.2", "访问控制", "access control at boundaries");
const AUDIT = clause("8.1.4.3", "安全审计", "security audit");
const INTRUSION = clause("8.1.4.4", "入侵防范", "intrusion prevention");
const SECRECY = clause("8.1.4.8", "数据保密性", "data confidentiality");
const BACKUP = clause("8.1.4.9", "数据备份恢复", "backup and recovery");
const PERSONAL = clause("8.1.4.11", "个人信息保护", "protection of personal information");
const GRADING: Framework = { zh: "人社部函〔2011〕246号", en: "人社部函〔2011〕246号 (grading and filing)" };
const MAINLAND: Framework = { zh: "个人信息保护法 第三十六条", en: "Personal Information Protection Law, article 36" };

/** Rules that rest on nothing but sound engineering have none. */
export const FRAMEWORKS: Readonly<Partial<Record<RiskCode, Framework>>> = {
  RISK_DATA_LOST: BACKUP,
  RISK_PROVINCE_REMOVED: BACKUP,
  RISK_ZONE_RENAMED: BACKUP,
  RISK_TABLE_DROPPED: BACKUP,
  RISK_AUDIT_DROPPED: AUDIT,
  RISK_OUTAGE: ARCHITECTURE,
  RISK_OUTAGE_PLANNABLE: ARCHITECTURE,
  RISK_SWITCHED_OFF: ARCHITECTURE,
  RISK_TRUNK_REMOVED: ARCHITECTURE,
  RISK_BUDGET_LOOSENED: ARCHITECTURE,
  RISK_TRUNKS_SHORT: ARCHITECTURE,
  RISK_SECRET_PLAIN: SECRECY,
  RISK_SECRET_COMMITTED: SECRECY,
  RISK_PRIVILEGED: INTRUSION,
  RISK_HOST_NETWORK: BOUNDARY,
  RISK_NETWORK_POLICY_REMOVED: BOUNDARY_ACCESS,
  RISK_ACCESS_WIDENED: BOUNDARY_ACCESS,
  RISK_OPEN_TO_ALL: BOUNDARY_ACCESS,
  RISK_IMAGE_UNPINNED: INTRUSION,
  RISK_LEVEL_LOWERED: GRADING,
  RISK_BACKUPS_SHORTER: BACKUP,
  RISK_BACKUP_MOVED: MAINLAND,
  RISK_DATA_LEAVES: PERSONAL,
};

/** What a rule rests on; of retention only that of the audit log is the standard's. */
export function frameworkOf(code: RiskCode, subject: string): Framework | undefined {
  return code === "RISK_RETENTION_LOWERED" && subject === "auditLog" ? AUDIT : FRAMEWORKS[code];
}
