import type { Phrase } from "../../../provinces/wording.ts";

/** Why something is refused, in words. Paths and values are shown as they are. */
export const REASONS = {
  immutable: (path: string): Phrase => ({
    zh: `${path} 创建后不能更改`,
    en: `${path} can't be changed after creation`,
  }),
  shrinks: (path: string, from: string, to: string): Phrase => ({
    zh: `${path} 只能增大，不能由 ${from} 改为 ${to}`,
    en: `${path} only grows, it can't go from ${from} to ${to}`,
  }),
  name: (path: string, value: string): Phrase => ({
    zh: `${path} 不是合法的名称：${value}`,
    en: `${path} is no valid name: ${value}`,
  }),
  label: (path: string, value: string): Phrase => ({
    zh: `${path} 不是合法的标签：${value}`,
    en: `${path} is no valid label: ${value}`,
  }),
  type: (path: string): Phrase => ({
    zh: `${path} 的类型不对`,
    en: `${path} is of the wrong type`,
  }),
  unknownField: (path: string): Phrase => ({
    zh: `没有 ${path} 这个字段`,
    en: `there is no field ${path}`,
  }),
  required: (path: string): Phrase => ({
    zh: `缺少 ${path}`,
    en: `${path} is missing`,
  }),
  quantity: (path: string, value: string): Phrase => ({
    zh: `${path} 不是可用的数量：${value}`,
    en: `${path} is no usable quantity: ${value}`,
  }),
  aboveLimit: (path: string): Phrase => ({
    zh: `${path} 的申请量大于上限`,
    en: `${path} asks for more than its limit`,
  }),
  port: (path: string, value: string): Phrase => ({
    zh: `${path} 不是 1 到 65535 的端口：${value}`,
    en: `${path} is no port from 1 to 65535: ${value}`,
  }),
  choice: (path: string, value: string, choices: readonly string[]): Phrase => ({
    zh: `${path} 不能是 ${value}，只能是 ${choices.join("、")}`,
    en: `${path} can't be ${value}, only ${choices.join(", ")}`,
  }),
  reference: (path: string, value: string): Phrase => ({
    zh: `${path} 所指的 ${value} 不存在`,
    en: `${path} names ${value}, which isn't there`,
  }),
  duplicate: (path: string, value: string): Phrase => ({
    zh: `${path} 中 ${value} 出现不止一次`,
    en: `${value} is in ${path} more than once`,
  }),
  selector: (path: string): Phrase => ({
    zh: `${path} 与模板的标签不符`,
    en: `${path} doesn't match the template's labels`,
  }),
  ownSelector: {
    zh: "任务的选择器由集群生成，不能自定",
    en: "a job's selector is made by the cluster",
  } satisfies Phrase,
  secretKey: (key: string): Phrase => ({
    zh: `该类型的密钥缺少 ${key}`,
    en: `a secret of this type must have ${key}`,
  }),
  secretData: (path: string): Phrase => ({
    zh: `${path} 不是合法的密钥数据`,
    en: `${path} is no valid data`,
  }),
  schedule: (path: string, value: string): Phrase => ({
    zh: `${path} 不是合法的时刻表：${value}`,
    en: `${path} is no valid schedule: ${value}`,
  }),
  removed: (path: string): Phrase => ({
    zh: `${path} 一经启用不能取消`,
    en: `${path} can't be taken away once it is there`,
  }),
  imageWithParameters: {
    zh: "不能同时更换数据库镜像和参数",
    en: "the database's image and its parameters can't change at once",
  } satisfies Phrase,
  tooFew: (path: string, least: number): Phrase => ({
    zh: `${path} 至少为 ${least}`,
    en: `${path} is at least ${least}`,
  }),
  podSecurity: (path: string, level: string): Phrase => ({
    zh: `命名空间的安全级别 ${level} 不容许 ${path}，其容器组不会启动`,
    en: `the namespace's security level ${level} doesn't allow ${path}: its pods won't start`,
  }),
  notCarriedOut: (path: string): Phrase => ({
    zh: `Docker 插件会记录 ${path} 的更改，但不会落到容器上`,
    en: `the docker plugin records the change of ${path} without carrying it out`,
  }),
} as const;
