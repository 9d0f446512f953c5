import type { MessageTable } from "./message.ts";

/** The desk at which agents work. */
export const DESK_MESSAGES = {
  DESK_WITHOUT_AGENTS: {
    severity: "error",
    zh: {
      what: "写了 desk，但这里没有座席（工作模式 {workMode}，归并方式 {merge}）。",
      fix: "删除 desk，或改 workMode 和 merge.mode。",
    },
    en: {
      what: "There is a desk section, but no agents sit here (work mode {workMode}, merge mode {merge}).",
      fix: "Remove desk, or change workMode and merge.mode.",
    },
  },
  DESK_DEMO_ON_LIVE: {
    severity: "error",
    zh: {
      what: "正式线路不能开启演示（desk.demo）：任何人都能从浏览器免费呼入。",
      fix: "删除 demo，或把 status 改为 draft。",
    },
    en: {
      what: "A live line must not serve the demo's telephone (desk.demo): anybody could call in from a browser.",
      fix: "Remove demo, or set status to draft.",
    },
  },
  DESK_NOBODY_SIGNS_IN: {
    severity: "error",
    zh: {
      what: "desk.localAccounts 是 false，又没有统一身份认证（desk.oidc），谁都无法登录。",
      fix: "写明 oidc，或删除 localAccounts。",
    },
    en: {
      what: "Nobody could sign in: desk.localAccounts is false and there is no identity provider (desk.oidc).",
      fix: "Give oidc, or remove localAccounts.",
    },
  },
  DESK_TWICE: {
    severity: "error",
    zh: { what: "{field} 中有两个 {name}。", fix: "改其中一个。" },
    en: { what: "{name} stands twice in {field}.", fix: "Change one of them." },
  },
  DESK_ADDRESS: {
    severity: "error",
    zh: {
      what: "{field} 含有用户名、密码、查询或片段；地址之外的内容会写进配置和日志。",
      fix: "只写 https://主机[:端口]/路径；口令放入密钥。",
    },
    en: {
      what: "{field} holds a user, password, query or fragment; all of it would stand in configuration and logs.",
      fix: "Write https://host[:port]/path only; passwords are secrets.",
    },
  },
  DESK_SECOND_FACTOR: {
    severity: "warning",
    zh: {
      what: "等保三级要求双因素认证（GB/T 22239-2019 8.1.4.1），而 desk.secondFactor 是 {found}，本地账号中有人只用口令。",
      fix: "改为 everybody，或全部改用统一身份认证。",
    },
    en: {
      what: "Security level 3 asks for two factors (GB/T 22239-2019 8.1.4.1), but desk.secondFactor is {found}: some local accounts need a password only.",
      fix: "Use everybody, or let all sign in at the identity provider.",
    },
  },
  BROWSER_HOST: {
    severity: "error",
    zh: { what: "浏览器访问域名 {found} 不是域名。", fix: "例如 media-a.12333.internal.example。" },
    en: { what: "The browser host {found} is not a host name.", fix: "For example media-a.12333.internal.example." },
  },
  BROWSER_HOST_ADDRESS: {
    severity: "warning",
    zh: {
      what: "站点 {site} 的浏览器按地址 {addresses} 连接媒体节点；公共证书颁发机构不为内网地址签发证书，证书中没有这些地址时话机无法登录。",
      fix: "为每个节点写 browserHost，证书写明这些域名；或由本部门的颁发机构签发写明地址的证书，并在座席电脑上信任该机构。",
    },
    en: {
      what: "At site {site} browsers reach the media nodes by address ({addresses}); public authorities issue no certificate for private addresses, and without them in the certificate no telephone signs in.",
      fix: "Give each node a browserHost that the certificate names; or have the department's own authority, which agents' computers trust, issue one with these addresses.",
    },
  },
} as const satisfies MessageTable;
