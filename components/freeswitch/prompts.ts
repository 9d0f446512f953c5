/** Announcements by file name: what is to be spoken. The sound files belong to the image. */
export const PROMPTS = {
  welcome: "您好,欢迎致电人力资源和社会保障服务热线12333。",
  "recording-notice": "为保证服务质量,本次通话将被录音。",
  menu: "请按键选择服务。",
  "menu-invalid": "您的按键有误,请重新选择。",
  closed: "现在是非工作时间。我们的服务时间为工作日八点三十分至十七点三十分。",
  "all-busy": "座席全忙,请稍后再拨。",
  "call-back": "座席全忙,我们将尽快给您回电。",
  emergency: "系统正在维护,请稍后再拨。给您带来不便,敬请谅解。",
} as const;

export type PromptName = keyof typeof PROMPTS;

/** Path of a prompt as FreeSWITCH expands it. */
export function promptPath(name: PromptName): string {
  return `$\${prompts_dir}/${name}.wav`;
}
