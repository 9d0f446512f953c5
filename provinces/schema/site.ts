import * as z from "zod";
import { field, UNASSIGNED } from "./field.ts";

const Node = z.strictObject({
  name: field(z.string().regex(/^[a-z][a-z0-9-]{0,30}$/), {
    zh: "节点名",
    en: "Name of the host or node.",
    examples: ["media-a"],
  }),
  address: field(z.union([z.literal(UNASSIGNED), z.ipv4()]), {
    zh: "地址",
    en: "Fixed IPv4 address; gateways and carriers know it. Or unassigned.",
  }),
  browserHost: field(z.string().max(200).optional(), {
    zh: "浏览器访问域名",
    en: "Host name by which agents' browsers reach the node (wss on port 7443); the certificate must name it. A public authority names no private address.",
    byDefault: "the address, which the certificate must then name",
    examples: ["media-a.12333.internal.example"],
  }),
  role: field(z.enum(["owner", "standby"]).optional(), {
    zh: "角色",
    en: "The owner holds all queues; a standby takes over. One owner, at most one standby.",
    byDefault: "owner for the first, standby for the second",
  }),
});

const Docker = z.strictObject({
  kind: field(z.literal("docker"), { zh: "Docker", en: "One Docker host, or a pair." }),
  hosts: field(z.array(Node).min(1).max(8), { zh: "主机", en: "The hosts: one, or owner and standby." }),
  deskHost: field(z.string().max(200).optional(), {
    zh: "座席域名",
    en: "Host name under which agents open the desk.",
    byDefault: "unassigned",
  }),
});

const Kubernetes = z.strictObject({
  kind: field(z.literal("kubernetes"), { zh: "Kubernetes", en: "A cluster." }),
  mediaNodes: field(z.array(Node).min(1).max(8), {
    zh: "媒体节点",
    en: "Nodes on whose host network FreeSWITCH runs.",
  }),
  storageClass: field(z.string().regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/), {
    zh: "存储类",
    en: "Storage class of all volumes.",
  }),
  ingressClass: field(z.string().regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/), {
    zh: "Ingress 类",
    en: "Ingress class of the desk.",
  }),
  deskHost: field(z.string().max(200).optional(), {
    zh: "座席域名",
    en: "Host name under which agents open the desk.",
    byDefault: "unassigned",
  }),
});

export const Platform = field(z.discriminatedUnion("kind", [Docker, Kubernetes]), {
  zh: "平台",
  en: "Where it runs. Which cluster or daemon is meant stands in the stack file.",
});

const imageTag = (example: string) =>
  field(z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/), {
    zh: "标签",
    en: "Tag of the image, or what follows the name's colon.",
    examples: [example],
  });

export const Site = z.strictObject({
  place: field(z.string().min(1).max(40), { zh: "地点", en: "City or data center.", examples: ["合肥"] }),
  platform: Platform,
  registry: field(z.string().max(200).optional(), {
    zh: "镜像仓库",
    en: "Registry prefix of the images, or unassigned.",
    byDefault: "local images (hotline/...)",
  }),
  imageTags: field(
    z
      .strictObject({
        freeswitch: imageTag("1.11.2"),
        "media-controller": imageTag("0.1.0"),
        postgres: imageTag("17.12"),
        "database-tools": imageTag("17.12"),
        "agent-desk": imageTag("0.1.0"),
      })
      .partial()
      .optional(),
    {
      zh: "镜像标签",
      en: "Tags of images that the department builds in other versions; the tag of postgres begins with PostgreSQL's version, which CloudNativePG reads.",
      byDefault: "the versions that this release was tried with",
    },
  ),
  agentNetworks: field(z.array(z.cidrv4()).min(1).max(64).optional(), {
    zh: "座席网段",
    en: "Networks from which agents reach the desk and the media nodes.",
    byDefault: "10.0.0.0/8",
  }),
  operatorNetworks: field(z.array(z.cidrv4()).min(1).max(64).optional(), {
    zh: "运维网段",
    en: "Networks from which operators reach the media nodes' controllers (hotline emergency, hotline drain), and on Kubernetes the desk's pods.",
    byDefault: "agentNetworks",
  }),
  monitoringNetworks: field(z.array(z.cidrv4()).min(1).max(64).optional(), {
    zh: "监控网段",
    en: "Networks from which Prometheus reads the media nodes' figures.",
    byDefault: "operatorNetworks",
  }),
});

export const SITE_NAME = /^[a-z][a-z0-9]{0,15}$/;

export const Sites = field(
  z
    .strictObject({ main: field(Site, { zh: "主站点", en: "The site that serves; the only one a province needs." }) })
    .catchall(field(Site, { zh: "备用站点", en: "A recovery site, such as dr." }))
    .meta({ title: "站点" }),
  {
    zh: "站点",
    en: "Sites by name; main is required, further ones (dr) are recovery sites. A stack is a province at a site.",
  },
);

export const Database = field(
  z.strictObject({
    instances: field(z.int().min(1).max(5).optional(), {
      zh: "实例数",
      en: "PostgreSQL instances.",
      byDefault: "3 on Kubernetes, as many as hosts on Docker",
    }),
    synchronous: field(z.boolean().optional(), {
      zh: "同步复制",
      en: "A commit waits for one standby.",
      byDefault: "true from three instances on",
    }),
    storageGiB: field(z.int().min(5).max(65_536).optional(), {
      zh: "存储(GiB)",
      en: "Storage of one instance.",
      byDefault: "from calls a day, retention and a reserve",
    }),
    backup: field(
      z
        .strictObject({
          store: field(
            z
              .union([z.literal(UNASSIGNED), z.string().regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/.*)?$/)])
              .optional(),
            {
              zh: "备份仓库",
              en: "Object store of base backups and WAL, s3://bucket/path.",
              byDefault: "unassigned: a local repository on Docker, none on Kubernetes (a warning)",
            },
          ),
          fullEveryDays: field(z.int().min(1).max(31).optional(), {
            zh: "全备周期(天)",
            en: "Days between full backups; on Docker a differential one is taken on the days between.",
            byDefault: "7 on Docker, 1 on Kubernetes",
          }),
          endpoint: field(z.union([z.literal(UNASSIGNED), z.url({ protocol: /^https?$/ })]).optional(), {
            zh: "对象存储地址",
            en: "Address of the object store's S3 interface, such as a store in the department's own network.",
            byDefault: "unassigned; required with a store, since personal data must stay in mainland China",
            examples: ["https://s3.internal.example:9000"],
          }),
          authority: field(
            z
              .string()
              .regex(/^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/)
              .max(20_000)
              .optional(),
            {
              zh: "对象存储证书颁发机构",
              en: "Certificate (PEM) of the authority that vouches for the object store, such as the department's own.",
              byDefault: "the authorities that the image knows",
            },
          ),
          keepDays: field(z.int().min(1).max(3650).optional(), {
            zh: "备份保留(天)",
            en: "Days a backup is kept.",
            byDefault: "30",
          }),
        })
        .optional(),
      { zh: "备份", en: "Backups.", byDefault: "daily, kept 30 days" },
    ),
    retention: field(
      z
        .strictObject({
          callRecordDays: field(z.int().min(180).max(3650).optional(), {
            zh: "话单保留(天)",
            en: "Days after which call records and queue events are deleted; counts that name nobody stay.",
            byDefault: "1095",
          }),
          workOrderDays: field(z.int().min(365).max(36_500).optional(), {
            zh: "工单保留(天)",
            en: "Days after which a closed work order is deleted.",
            byDefault: "3650, as archives",
          }),
          auditDays: field(z.int().min(180).max(36_500).optional(), {
            zh: "审计日志保留(天)",
            en: "Days after which audit entries are deleted; network logs are kept for 180 at least by law.",
            byDefault: "1095",
          }),
        })
        .optional(),
      {
        zh: "数据保留",
        en: "How long personal data is kept; what is under a legal hold stays. Recordings have a period of their own.",
        byDefault: "the periods below",
      },
    ),
    repeatHours: field(z.int().min(1).max(720).optional(), {
      zh: "重复来电时限(小时)",
      en: "A caller who asks for a person again within this time was not helped at the first contact.",
      byDefault: "72",
    }),
  }),
  { zh: "数据库", en: "PostgreSQL of call records, work orders and figures." },
);

export const Recording = field(
  z.strictObject({
    enabled: field(z.boolean().optional(), {
      zh: "录音",
      en: "Record calls with people.",
      byDefault: "true; false in work mode hotline",
    }),
    retentionDays: field(z.int().min(1).max(3650).optional(), {
      zh: "录音保留(天)",
      en: "Days after which a recording is deleted; 180 to 1095 is usual.",
      byDefault: "730",
    }),
    format: field(z.enum(["wav", "alaw"]).optional(), {
      zh: "录音格式",
      en: "wav: 16-bit linear, 16 kB a second, plays anywhere. alaw: A-law as it came over the trunk, without a header, half the space; a WAV header in front makes it play.",
      byDefault: "wav",
    }),
    notice: field(z.boolean().optional(), {
      zh: "录音提示",
      en: "Tell callers that they are recorded; required when recording.",
      byDefault: "true",
    }),
    voiceprint: field(z.literal(false).optional(), {
      zh: "声纹",
      en: "Voiceprints are sensitive personal information and not built.",
      byDefault: "false",
    }),
  }),
  { zh: "录音", en: "Recording and retention." },
);

export type Node = z.infer<typeof Node>;
export type Site = z.infer<typeof Site>;
export type Database = z.infer<typeof Database>;
export type Recording = z.infer<typeof Recording>;
