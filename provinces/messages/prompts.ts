import type { MessageTable } from "./message.ts";

/** Recorded announcements. */
export const PROMPT_MESSAGES = {
  PROMPT_FOLDER_MISSING: {
    severity: "error",
    zh: { what: "没有目录 {path}。", fix: "用 --folder 指定录音所在的目录。" },
    en: { what: "There is no folder {path}.", fix: "Name the folder of recordings with --folder." },
  },
  PROMPT_MISSING: {
    severity: "error",
    zh: { what: "缺少 {path}：{text}", fix: "按录音单录制，放到该路径。" },
    en: { what: "{path} is missing: {text}", fix: "Record it as the sheet says and put it there." },
  },
  PROMPT_SUPERFLUOUS: {
    severity: "warning",
    zh: { what: "{path} 不在录音单中，不会被播放。", fix: "删除它，或核对文件名。" },
    en: { what: "{path} is not on the sheet and will never be played.", fix: "Remove it, or check its name." },
  },
  PROMPT_NOT_WAVE: {
    severity: "error",
    zh: { what: "{path} 不是可读的 WAV 文件（{reason}）。", fix: "重新导出为 WAV。" },
    en: { what: "{path} is no readable WAV file ({reason}).", fix: "Export it as WAV again." },
  },
  PROMPT_FORMAT: {
    severity: "error",
    zh: {
      what: "{path} 的格式是 {found}（采样率，位深，声道）；应为 8000 Hz，16 位 PCM 或 A 律（8a），1 声道。",
      fix: "转换后重新导入。",
    },
    en: {
      what: "{path} is {found} (rate, depth, channels); it must be 8000 Hz, 16-bit PCM or A-law (8a), 1 channel.",
      fix: "Convert it and import it again.",
    },
  },
  PROMPT_SILENT: {
    severity: "error",
    zh: { what: "{path} 几乎没有声音（峰值 {found} dBFS）。", fix: "重新录制。" },
    en: { what: "{path} holds next to no sound (peak {found} dBFS).", fix: "Record it again." },
  },
  PROMPT_CLIPPED: {
    severity: "error",
    zh: {
      what: "{path} 过载削波（峰值 {found} dBFS，连续 {run} 个满幅样本），播放有爆音。",
      fix: "降低电平重新录制。",
    },
    en: {
      what: "{path} is clipped (peak {found} dBFS, {run} samples at full scale in a row) and will crack.",
      fix: "Record it again at a lower level.",
    },
  },
  PROMPT_LEVEL: {
    severity: "warning",
    zh: { what: "{path} 的语音电平是 {found} dBFS；应在 {low} 到 {high} 之间。", fix: "调整电平，各条一致。" },
    en: {
      what: "Speech in {path} is at {found} dBFS; {low} to {high} is right.",
      fix: "Adjust it, the same for all announcements.",
    },
  },
  PROMPT_LENGTH: {
    severity: "warning",
    zh: { what: "{path} 长 {found} 秒，按文本约为 {expected} 秒。", fix: "核对是否录全，或录错了文本。" },
    en: {
      what: "{path} lasts {found} s; its text takes about {expected} s.",
      fix: "Check that it is complete and the right text.",
    },
  },
  PROMPT_EDGES: {
    severity: "warning",
    zh: { what: "{path} 开头静音 {before} 秒，结尾静音 {after} 秒。", fix: "剪去多余的静音。" },
    en: { what: "{path} is silent for {before} s before and {after} s after the speech.", fix: "Cut it." },
  },
  PROMPTS_DEMO: {
    severity: "note",
    zh: { what: "{path} 等 {count} 处标明是合成的演示语音。", fix: "上线前换成真人录音。" },
    en: {
      what: "{path} and others ({count}) are marked as a synthetic demo voice.",
      fix: "Record a person before going live.",
    },
  },
  PROMPTS_DEMO_LIVE: {
    severity: "error",
    zh: {
      what: "正式（live）省份不得使用合成的演示语音（{path} 等 {count} 处）。",
      fix: "按 hotline prompts list 的录音单录制真人语音。",
    },
    en: {
      what: "A live province must not speak in a synthetic demo voice ({path} and others, {count}).",
      fix: "Record a person by the sheet of hotline prompts list.",
    },
  },
  SPEECH_TOOL_MISSING: {
    severity: "error",
    zh: { what: "找不到 {tool}，无法生成演示语音。", fix: "安装它，如 apt-get install {tool}。" },
    en: { what: "There is no {tool} to make a demo voice with.", fix: "Install it, such as apt-get install {tool}." },
  },
} as const satisfies MessageTable;
