/** Roles, states of an agent, and why an agent is on break. */
export const agentState = {
  roleAgent: { zh: "坐席员", en: "Agent" },
  roleSupervisor: { zh: "班长", en: "Supervisor" },
  roleQuality: { zh: "质检员", en: "Quality" },
  roleAdministrator: { zh: "管理员", en: "Administrator" },
  roleAuditor: { zh: "审计员", en: "Auditor" },

  stateReady: { zh: "就绪", en: "Ready" },
  stateBreak: { zh: "示忙", en: "On break" },
  stateRinging: { zh: "振铃", en: "Ringing" },
  stateTalking: { zh: "通话中", en: "Talking" },
  stateWrapUp: { zh: "话后处理", en: "Wrap-up" },
  stateUnreachable: { zh: "电话不通", en: "Unreachable" },
  stateSignedOut: { zh: "未签入", en: "Signed out" },

  reasonWrapUp: { zh: "话后处理", en: "wrap-up" },
  reasonSupervisor: { zh: "班长设置", en: "set by a supervisor" },
  reasonNoAnswer: { zh: "未接来电", en: "calls not answered" },
  reasonUnreachable: { zh: "话机不通", en: "telephone not reached" },
  reasonSwitch: { zh: "由交换机设置", en: "set by the switch" },
  reasonStart: { zh: "刚签入", en: "just signed in" },
} as const;
