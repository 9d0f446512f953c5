/** Why the service did not do what was asked. */
export const refusal = {
  errorMalformed: { zh: "填写的内容不符合要求。", en: "Something that was entered is not acceptable." },
  errorNotSignedIn: { zh: "登录已失效，请重新登录。", en: "Your session is over. Sign in again." },
  errorWrongCredentials: { zh: "账号或密码不正确。", en: "Login or password is wrong." },
  errorWrongCode: {
    zh: "验证码不正确，或已经用过。请等下一个验证码。",
    en: "The code is wrong or was used before. Wait for the next one.",
  },
  errorLockedOut: {
    zh: "多次输错，账号已锁定，请在 {wait} 后再试，或请管理员解锁。",
    en: "Too many wrong attempts: locked for {wait}. An administrator can unlock the account.",
  },
  errorForbidden: { zh: "您没有这项权限，请联系管理员。", en: "You do not have this right. Ask an administrator." },
  errorCrossSite: {
    zh: "请求被拒绝：请从本系统的地址打开页面。",
    en: "Refused: open this page at the desk's own address.",
  },
  errorPasswordChangeNeeded: { zh: "请先修改密码。", en: "Change your password first." },
  errorSecondFactorNeeded: { zh: "请先设置第二因素。", en: "Set up a second factor first." },
  errorNotFound: { zh: "找不到，可能已被删除。", en: "Not found; it may be gone." },
  errorConflict: { zh: "别人刚刚处理过，请刷新后再试。", en: "Somebody else was first. Refresh and try again." },
  errorWeakPassword: {
    zh: "密码太弱：至少 12 个字符，且不能是常见密码。",
    en: "Too weak: at least 12 characters, and not a well-known password.",
  },
  errorTooMany: { zh: "操作过于频繁，请在 {wait} 后再试。", en: "Too many attempts. Try again in {wait}." },
  errorDatabaseAway: {
    zh: "数据库暂时连不上，请稍后再试。",
    en: "The database can't be reached now. Try again later.",
  },
  errorSwitchAway: {
    zh: "交换机控制器暂时连不上，请稍后再试。",
    en: "The switch's controller can't be reached now. Try again later.",
  },
  errorPlatformAway: {
    zh: "12345 平台暂时不接收，请稍后再转办。",
    en: "12345 does not take it now. Hand it over later.",
  },
  errorStopping: { zh: "服务正在更新，请再试一次。", en: "The service is being updated. Try again." },
  errorBroken: {
    zh: "系统出错，已记录。请重试；若再次出现，请告知管理员。",
    en: "Something broke, and was recorded. Try again, and tell an administrator if it happens again.",
  },
  errorNetwork: { zh: "连不上服务器，请检查网络。", en: "The server can't be reached. Check the network." },
  errorContract: {
    zh: "页面与服务版本不一致，请按 F5 刷新页面。通话不受影响。",
    en: "This page is older than the service: press F5. Your call is not affected.",
  },
} as const;
