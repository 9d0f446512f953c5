import type { MessageTable } from "./message.ts";

/** Said by the components and the Pulumi program. */
export const STACK_MESSAGES = {
  COMPONENT_BUILD_MODE: {
    severity: "error",
    zh: { what: "省份 {province} 的建设模式是 {found}，此组件只接受 {allowed}。", fix: "改用 {other}。" },
    en: { what: "Province {province} is {found}; this component takes {allowed} only.", fix: "Use {other}." },
  },
  STACK_UNKNOWN: {
    severity: "error",
    zh: {
      what: "没有省份文件对应堆栈 {stack}；{directory} 中有：{allowed}。",
      fix: "改用其中之一，或为它建立省份文件（hotline new）。",
    },
    en: {
      what: "No province file has the stack {stack}; {directory} has {allowed}.",
      fix: "Use one of these, or write its province file with hotline new.",
    },
  },
  SECRET_MISSING: {
    severity: "error",
    zh: {
      what: "堆栈 {stack} 缺少密钥 {secret}（配置 hotline:{secret}）。",
      fix: "运行 hotline secrets init {stack}。",
    },
    en: {
      what: "Stack {stack} has no secret {secret} (config hotline:{secret}).",
      fix: "Run hotline secrets init {stack}.",
    },
  },
  DOCKER_HOST_MISSING: {
    severity: "error",
    zh: {
      what: "堆栈 {stack} 有多台主机，配置 hotline:dockerHosts 中却没有 {host} 的守护进程地址；不写会把各台都装到本机。",
      fix: "运行 pulumi config set --stack {stack} --path hotline:dockerHosts.{host} ssh://user@host。",
    },
    en: {
      what: "Stack {stack} has several hosts, but config hotline:dockerHosts gives no daemon address of {host}; without it all would land on this machine.",
      fix: "Run pulumi config set --stack {stack} --path hotline:dockerHosts.{host} ssh://user@host.",
    },
  },
} as const satisfies MessageTable;
