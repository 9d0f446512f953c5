import type { MessageTable } from "./message.ts";

/** Hours, ring groups, overflow and prompts. */
export const SERVICE_MESSAGES = {
  OPENING_BACKWARD: {
    severity: "error",
    zh: { what: "时段 {found} 的结束不晚于开始。", fix: "写成 开始-结束；跨午夜的时段分成两段。" },
    en: { what: "The opening {found} does not end after it begins.", fix: "Write start-end; split one over midnight." },
  },
  OPENINGS_OVERLAP: {
    severity: "error",
    zh: { what: "时段 {found} 与到 {before} 的前一段相接或重叠。", fix: "按先后排列，合并或错开。" },
    en: {
      what: "The opening {found} touches or overlaps the one until {before}.",
      fix: "Put them in order; join them or set them apart.",
    },
  },
  RING_GROUPS_WITHOUT_PHONES: {
    severity: "error",
    zh: {
      what: "振铃组只用于工作模式 hotline，现在是 {workMode}。",
      fix: "删除 ringGroups，用 queues；或改 workMode。",
    },
    en: {
      what: "Ring groups belong to work mode hotline; it is {workMode}.",
      fix: "Remove ringGroups and use queues, or change workMode.",
    },
  },
  RING_GROUP_TWICE: {
    severity: "error",
    zh: { what: "有两个振铃组叫 {name}。", fix: "改其中一个的 name。" },
    en: { what: "Two ring groups are called {name}.", fix: "Rename one of them." },
  },
  RING_GROUP_LAST: {
    severity: "error",
    zh: {
      what: "振铃组 {name} 是最后一组，之后没有下一组（next-group）。",
      fix: "改为 announcement、busy-tone 或 voicemail。",
    },
    en: {
      what: "Ring group {name} is the last; there is no next-group after it.",
      fix: "Use announcement, busy-tone or voicemail.",
    },
  },
  RING_GROUPS_EXCEED_PHONES: {
    severity: "error",
    zh: { what: "各振铃组至少要 {found} 部话机，而 staffing.seats 是 {seats}。", fix: "减少 phones，或增加 seats。" },
    en: {
      what: "The ring groups need {found} telephones at least, but staffing.seats is {seats}.",
      fix: "Lower phones, or raise seats.",
    },
  },
  VOICEMAIL_WITHOUT_RECORDING: {
    severity: "error",
    zh: {
      what: "{name} 使用语音留言（voicemail），留言也是录音，而录音没有开启：没有地方保存，也没有删除期限。",
      fix: "写 recording: { enabled: true }，或改用其他方式。",
    },
    en: {
      what: "Voicemail of {name} is a recording too, but recording is off: it has no place and no time of deletion.",
      fix: "Write recording: { enabled: true }, or choose another way.",
    },
  },
  LANGUAGES_EXCEED_DIGITS: {
    severity: "error",
    zh: {
      what: "队列加上语种 {languages} 共 {found} 个选项，而一层菜单只有 10 个按键。",
      fix: "合并队列，或在某个队列的 skills 中写上语种。",
    },
    en: {
      what: "Queues and the languages {languages} make {found} choices, but a menu has 10 digits.",
      fix: "Join queues, or name the language among a queue's skills.",
    },
  },
  INTEGRATION_WITHOUT_MODE: {
    severity: "error",
    zh: {
      what: "写了 integration，但工作模式是 {workMode}，不与业务系统集成。",
      fix: "删除 integration，或将 workMode 改为 integrated。",
    },
    en: {
      what: "An adapter (integration) is given, but work mode {workMode} has no business systems behind it.",
      fix: "Remove integration, or set workMode to integrated.",
    },
  },
  INTEGRATION_ELSEWHERE: {
    severity: "error",
    zh: {
      what: "写了 integration，但来电在别处应答（外包平台或 12345），本单位的节点不会询问业务适配器。",
      fix: "删除 integration；由应答的一方对接业务系统。",
    },
    en: {
      what: "An adapter (integration) is given, but calls are answered elsewhere (the provider's platform or 12345): nothing here asks an adapter.",
      fix: "Remove integration; whoever answers connects to the business systems.",
    },
  },
  INTEGRATION_ADDRESS: {
    severity: "error",
    zh: {
      what: "业务适配器的地址带有用户名、参数或片段。",
      fix: "只写 https、主机、端口和路径；凭据用 hotline secrets set 写入 adapter-token。",
    },
    en: {
      what: "The adapter's address has a user, parameters or a fragment.",
      fix: "Write https, host, port and path only; the credential is the secret adapter-token (hotline secrets set).",
    },
  },
  SISTER_QUEUE_MISSING: {
    severity: "error",
    zh: { what: "队列 {name} 溢出到姊妹队列，却没有写是哪一个。", fix: "补上 sisterQueue，可用：{allowed}。" },
    en: {
      what: "Queue {name} overflows to a sister queue but does not say which.",
      fix: "Add sisterQueue, one of: {allowed}.",
    },
  },
  SISTER_QUEUE_UNKNOWN: {
    severity: "error",
    zh: { what: "队列 {name} 的姊妹队列 {found} 不存在。", fix: "可用：{allowed}。" },
    en: { what: "Queue {name} has a sister queue {found} that does not exist.", fix: "Use one of: {allowed}." },
  },
  SISTER_QUEUE_SUPERFLUOUS: {
    severity: "error",
    zh: {
      what: "队列 {name} 写了 sisterQueue，但溢出方式不是 sister-queue。",
      fix: "删除 sisterQueue，或改 overflow。",
    },
    en: {
      what: "Queue {name} names a sisterQueue, but its overflow is not sister-queue.",
      fix: "Remove sisterQueue, or change overflow.",
    },
  },
  SISTER_QUEUES_CIRCLE: {
    severity: "error",
    zh: { what: "姊妹队列绕成一圈：{way}；来电会无休止地等待。", fix: "让其中一个以别的方式结束。" },
    en: {
      what: "Sister queues run in a circle: {way}; a caller would wait for ever.",
      fix: "Let one of them end in another way.",
    },
  },
} as const satisfies MessageTable;
