import { signal } from "@preact/signals";
import { language } from "./language.ts";

/** Unix milliseconds, anew each second: everything that counts seconds reads it. */
export const now = signal(Date.now());
window.setInterval(() => {
  now.value = Date.now();
}, 1_000);

const ZONE = "Asia/Shanghai";

/** 4:07, 1:02:09. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export function since(time: string | number): string {
  return duration((now.value - (typeof time === "string" ? Date.parse(time) : time)) / 1000);
}

function format(options: Intl.DateTimeFormatOptions): (time: string | number) => string {
  return (time) =>
    new Intl.DateTimeFormat(language.value === "zh" ? "zh-CN" : "en-GB", { ...options, timeZone: ZONE }).format(
      new Date(time),
    );
}

export const clockTime = format({ hour: "2-digit", minute: "2-digit", hour12: false });
export const dayAndTime = format({
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hour12: false,
});
export const fullTime = format({
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hour12: false,
});

/** The day in China, YYYY-MM-DD. */
export function today(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE }).format(new Date());
}
