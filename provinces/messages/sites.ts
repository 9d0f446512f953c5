import type { MessageTable } from "./message.ts";

/** Sites, hosts, media nodes, database. */
export const SITE_MESSAGES = {
  SITE_NAME: {
    severity: "error",
    zh: { what: "站点名 {found} 不对；应以小写字母开头，只含小写字母和数字，至多 16 个字符。", fix: "例如 dr。" },
    en: {
      what: "The site name {found} is malformed; it has at most 16 lower-case letters and digits and starts with a letter.",
      fix: "For example dr.",
    },
  },
  QUEUE_OWNERS: {
    severity: "error",
    zh: {
      what: "站点 {site} 有 {found} 个 owner；所有队列必须由且仅由一个节点持有。",
      fix: "只留一个 role: owner（不写时第一个是 owner，第二个是 standby）。",
    },
    en: {
      what: "Site {site} has {found} owners; exactly one node must hold all queues.",
      fix: "Leave one role: owner (by default the first is owner, the second standby).",
    },
  },
  QUEUE_STANDBYS: {
    severity: "error",
    zh: {
      what: "站点 {site} 有 {found} 个 standby；至多一个，否则接管时会争抢队列。",
      fix: "只留一个 role: standby。",
    },
    en: {
      what: "Site {site} has {found} standbys; more than one would fight for the queues at a takeover.",
      fix: "Leave one role: standby.",
    },
  },
  DOCKER_HOSTS: {
    severity: "error",
    zh: {
      what: "站点 {site} 有 {found} 台 Docker 主机；只支持一台，或一主一备两台。",
      fix: "减到两台，或改用 kubernetes。",
    },
    en: {
      what: "Site {site} has {found} Docker hosts; one, or an owner and a standby, are supported.",
      fix: "Use two at most, or kubernetes.",
    },
  },
  DATABASE_INSTANCES: {
    severity: "error",
    zh: {
      what: "数据库有 {found} 个实例，而站点 {site} 只有 {hosts} 台 Docker 主机；一台主机只放一个实例。",
      fix: "instances 改为 {hosts} 以内，或增加主机。",
    },
    en: {
      what: "The database has {found} instances, but site {site} has {hosts} Docker hosts, one instance each.",
      fix: "Use {hosts} instances at most, or add a host.",
    },
  },
  DATABASE_SYNCHRONOUS_ALONE: {
    severity: "error",
    zh: {
      what: "只有 1 个数据库实例，同步复制（synchronous: true）会使每次提交永远等待。",
      fix: "instances 至少为 2，或改为 synchronous: false。",
    },
    en: {
      what: "With 1 database instance synchronous: true would make every commit wait forever.",
      fix: "Use 2 instances or more, or synchronous: false.",
    },
  },
  CONTROL_CHARACTER: {
    severity: "error",
    zh: { what: "文字中有不可见的控制字符（{found}），会破坏由它生成的配置与表格。", fix: "删去后重新输入。" },
    en: {
      what: "The text holds invisible control characters ({found}), which would corrupt what is made of it.",
      fix: "Remove them and type the text anew.",
    },
  },
  ADDRESS_IMPOSSIBLE: {
    severity: "error",
    zh: {
      what: "地址 {found} 属于本机、文档示例、组播或保留范围，不可能是网关、主机或对端。",
      fix: "写真实的固定地址，或 unassigned。",
    },
    en: {
      what: "The address {found} is of a loopback, documentation, multicast or reserved range; no gateway, host or peer has it.",
      fix: "Write the fixed address it really has, or unassigned.",
    },
  },
  NETWORK_EVERYBODY: {
    severity: "warning",
    zh: { what: "座席网段 {found} 意味着任何人都能打开座席桌面与 WSS 端口。", fix: "写座席所在的网段。" },
    en: {
      what: "The agent network {found} lets everybody reach the desk and the WSS port.",
      fix: "Write the networks in which agents sit.",
    },
  },
  BACKUP_ENDPOINT_MISSING: {
    severity: "error",
    zh: {
      what: "给出了备份仓库 {found}，却没有对象存储的地址；个人信息必须存于境内，故无默认地址。",
      fix: "写 database.backup.endpoint: https://s3.example:9000。",
    },
    en: {
      what: "The backup store {found} has no address; personal data must stay in mainland China, so there is no default one.",
      fix: "Write database.backup.endpoint: https://s3.example:9000.",
    },
  },
  BACKUP_ENDPOINT_PLAIN: {
    severity: "error",
    zh: {
      what: "对象存储的地址 {found} 不加密，Docker 上的备份程序 pgBackRest 只用 https。",
      fix: "写 https 地址；证书由本单位的机构签发时，把该机构的证书写入 database.backup.authority。",
    },
    en: {
      what: "The object store's address {found} is not encrypted; pgBackRest, which backs up on Docker, speaks https only.",
      fix: "Write an https address; where an authority of your own vouches for it, write its certificate into database.backup.authority.",
    },
  },
  BACKUP_UNASSIGNED: {
    severity: "warning",
    zh: {
      what: "状态是 live，但没有异地备份仓库；本机损坏时通话记录和工单全部丢失。",
      fix: "写 database.backup.store: s3://桶名/路径。",
    },
    en: {
      what: "The status is live, but there is no backup store elsewhere; a lost machine takes records and work orders with it.",
      fix: "Write database.backup.store: s3://bucket/path.",
    },
  },
  BACKUP_NONE_ON_KUBERNETES: {
    severity: "warning",
    zh: {
      what: "Kubernetes 上没有备份仓库，即完全没有备份：存储损坏或误删时，话单、工单和证据全部丢失。",
      fix: "写 database.backup.store: s3://桶名/路径，以及 endpoint。",
    },
    en: {
      what: "On Kubernetes without a backup store there are no backups at all: damaged storage or a mistake takes records, work orders and evidence with it.",
      fix: "Write database.backup.store: s3://bucket/path, and its endpoint.",
    },
  },
  DATABASE_STORAGE_SMALL: {
    severity: "warning",
    zh: {
      what: "数据库存储 {found} GiB，按每年 {calls} 次来电与保留期需要 {expected} GiB；约 {months} 个月后写满，届时话单只能积压在媒体节点。",
      fix: "storageGiB 至少 {expected}，或缩短 database.retention。",
    },
    en: {
      what: "The database has {found} GiB, but {calls} calls a year over the time they are kept need {expected} GiB; it is full after about {months} months, and records then pile up on the media nodes.",
      fix: "Set storageGiB to {expected} at least, or keep records for less time (database.retention).",
    },
  },
  RETENTION_ORDER: {
    severity: "warning",
    zh: {
      what: "录音保留 {found} 天，话单只保留 {calls} 天；话单删除后，录音无从检索，也无从举证。",
      fix: "database.retention.callRecordDays 不少于 recording.retentionDays。",
    },
    en: {
      what: "Recordings are kept for {found} days, call records for {calls}; without its record nobody finds a recording or can say whose it is.",
      fix: "Keep call records (database.retention.callRecordDays) for as long as recordings.",
    },
  },
  SERVICE_LEVEL_FLATTERS: {
    severity: "warning",
    zh: {
      what: "服务水平口径 {found} 不计放弃的来电：放弃越多，数字反而越好看。",
      fix: "用 answered-in-time-of-offered，或同时公布呼损率。",
    },
    en: {
      what: "The service level formula {found} leaves out callers who gave up: the more give up, the better it looks.",
      fix: "Use answered-in-time-of-offered, or publish abandonment beside it.",
    },
  },
  DESK_HOST: {
    severity: "error",
    zh: {
      what: "座席域名 {found} 不对；应为域名（不含 https://、端口和路径），或 unassigned。",
      fix: "例如 desk.example。",
    },
    en: {
      what: "The desk host {found} is malformed; it is a host name without https://, port or path, or unassigned.",
      fix: "For example desk.example.",
    },
  },
  REGISTRY: {
    severity: "error",
    zh: {
      what: "镜像仓库 {found} 不对；应为“主机[:端口][/路径]”，全小写，不含 https:// 和空格，或 unassigned。",
      fix: "例如 registry.example/hotline。",
    },
    en: {
      what: "The registry {found} is malformed; it is host[:port][/path] in lower case without https:// or spaces, or unassigned.",
      fix: "For example registry.example/hotline.",
    },
  },
} as const satisfies MessageTable;
