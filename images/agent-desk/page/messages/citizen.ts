/** The citizens' telephone of the demo. */
export const citizen = {
  citizenTitle: { zh: "市民电话（演示）", en: "A citizen's telephone (demo)" },
  citizenWhy: {
    zh: "用浏览器的话筒和扬声器呼叫本演示系统的 12333。这不是真实的 12333 热线，请勿说出真实个人信息。",
    en: "Calls this demo's 12333 with the browser's microphone and speaker. It is not the real hotline: say nobody's real data.",
  },
  citizenCall: { zh: "呼叫 12333", en: "Call 12333" },
  citizenCalling: { zh: "正在呼叫……", en: "Calling ..." },
  citizenTalking: { zh: "通话中", en: "On the line" },
  citizenOver: { zh: "通话已结束", en: "The call is over" },
  citizenKeys: { zh: "按键", en: "Keys" },
  citizenNoMicrophone: {
    zh: "话筒不能使用：请允许本页面使用话筒，并确认页面以 https 打开。",
    en: "No microphone: allow this page to use it, and open the page by https.",
  },
  citizenUnreachable: { zh: "电话没有接通，请稍后再试。", en: "The call did not get through. Try again later." },
} as const;
