import type { MessageTable } from "./message.ts";

/** Files of days off and make-up workdays, and what is counted by them. */
export const CALENDAR_MESSAGES = {
  HOLIDAY_FILE_NAME: {
    severity: "error",
    zh: {
      what: "文件名 {found} 与其中的年份 {year} 不符。",
      fix: "文件名以年份开头，如 {year}.yaml、{year}-guangxi.yaml。",
    },
    en: {
      what: "The file's name {found} does not fit the year {year} in it.",
      fix: "Names start with the year: {year}.yaml, {year}-guangxi.yaml.",
    },
  },
  HOLIDAY_OUTSIDE_YEAR: {
    severity: "error",
    zh: {
      what: "{found} 不属于 {year} 年；一年的通知只含当年的日子，至多再加上一年 12 月底。",
      fix: "核对日期或年份。",
    },
    en: {
      what: "{found} is not of {year}: a year's notice has days of that year, at most the end of December before.",
      fix: "Check the date, or the year.",
    },
  },
  HOLIDAY_TWICE: {
    severity: "error",
    zh: { what: "{found} 列了两次（另一处：{other}）。", fix: "只留一处：放假写在 off，上班写在 work。" },
    en: { what: "{found} is listed twice (also at {other}).", fix: "Keep one: days off in off, days worked in work." },
  },
  HOLIDAY_WORK_ON_WEEKDAY: {
    severity: "error",
    zh: { what: "{found} 是{day}，本来就上班；work 只列调休上班的周六、周日。", fix: "核对日期，或删去。" },
    en: {
      what: "{found} is a {day} and worked anyway; work lists Saturdays and Sundays only.",
      fix: "Check the date, or remove it.",
    },
  },
  HOLIDAY_TOO_FEW: {
    severity: "error",
    zh: {
      what: "{year} 年只列了 {found} 个放假日；法定节假日就有 11 天（2025 年起 13 天）。不完整的一年会让期限算早。",
      fix: "按国务院办公厅通知补全；只加地方假日时写 province。",
    },
    en: {
      what: "Only {found} days off are listed for {year}; 11 are statutory (13 since 2025). With part of a year, deadlines come out too early.",
      fix: "Complete it from the State Council's notice; for a region's days alone give province.",
    },
  },
  HOLIDAY_AREA_WITHOUT_PROVINCE: {
    severity: "error",
    zh: { what: "有 areaCodes 而没有 province。", fix: "补上 province。" },
    en: { what: "Area codes are given without a province.", fix: "Give province as well." },
  },
  HOLIDAY_AREA_OF_ANOTHER_PROVINCE: {
    severity: "error",
    zh: { what: "区号 {found} 不是{province}的。", fix: "可用：{allowed}。" },
    en: { what: "Area code {found} is not one of {province}.", fix: "Use {allowed}." },
  },
  HOLIDAY_YEAR_TWICE: {
    severity: "error",
    zh: { what: "{year} 年的全国放假安排另见 {other}。", fix: "只留一个文件；地方假日写 province。" },
    en: {
      what: "The national days of {year} are in {other} too.",
      fix: "Keep one file; for a region's days give province.",
    },
  },
  HOLIDAY_YEAR_DIFFERS: {
    severity: "warning",
    zh: {
      what: "{year} 年与随附数据（{number}）不同：{days}；以本文件为准。",
      fix: "核对通知；通知未改时删去本文件。",
    },
    en: {
      what: "{year} differs from the data that come along ({number}): {days}. This file holds.",
      fix: "Check the notice; remove this file unless it was amended.",
    },
  },
  DATE_BEYOND_CALENDAR: {
    severity: "error",
    zh: {
      what: "从此日算起，“{step}”在 {date}，超出已有放假通知的年份（{years}），不能确定。",
      fix: "通知发布后加 holidays/{year}.yaml，或不用 --strict（日期标为暂定）。",
    },
    en: {
      what: "Counted from this day, {step} falls on {date}, beyond the years whose notice is known ({years}).",
      fix: "Add holidays/{year}.yaml once the notice is out, or leave out --strict: the date is then marked provisional.",
    },
  },
  DATE_MALFORMED: {
    severity: "error",
    zh: { what: "{option} 的 {found} 不是 1980 至 2099 年间实有的日期。", fix: "写成 YYYY-MM-DD，例如 2026-03-02。" },
    en: { what: "{found} of {option} is no date of 1980 to 2099.", fix: "Write YYYY-MM-DD, such as 2026-03-02." },
  },
  ACTIVATION_LATE: {
    severity: "warning",
    zh: {
      what: "{step}：{actor}应在 {due} 前完成（{days} 个工作日，第{article}条），已超 {late} 个工作日。",
      fix: "催办；已完成的，把日期写进省份文件。",
    },
    en: {
      what: "{step}: due from the {actor} by {due} ({days} working days, art. {article}), {late} working days late.",
      fix: "Press for it; if it is done, put the date into the province file.",
    },
  },
  ACTIVATION_IN_FUTURE: {
    severity: "warning",
    zh: { what: "{found} 在今天（{today}）之后；这里只写已经发生的日期。", fix: "核对日期，未发生的删去。" },
    en: {
      what: "{found} is after today ({today}); only what has happened is dated here.",
      fix: "Check it, or take it out.",
    },
  },
  TRUNKS_HELD_BACK: {
    severity: "note",
    zh: {
      what: "{all} 个中继群中有 {count} 个所在本地网尚未开通 12333，部署时不接入：{held}。",
      fix: "开通后在 activation.networks 填 openedOn；开通前试接，在堆栈文件写 hotline:connectTrunks。",
    },
    en: {
      what: "12333 is not open in the networks of {count} of {all} trunk groups; deploying does not connect {held}.",
      fix: "Give openedOn in activation.networks once it is; for a trial before, set hotline:connectTrunks in the stack file.",
    },
  },
  CONNECT_TRUNK_UNKNOWN: {
    severity: "error",
    zh: { what: "hotline:connectTrunks 中的 {found} 不是本省的中继群。", fix: "可用：{allowed}。" },
    en: { what: "{found} of hotline:connectTrunks is no trunk group of this province.", fix: "Use {allowed}." },
  },
  CONTACT_CHANGE_DUE: {
    severity: "note",
    zh: {
      what: "码号使用者的地址或联系方式自 {on} 变更，应在 {due} 前报告（{days} 个工作日，第{article}条）。",
      fix: "报告后填 notifiedOn。",
    },
    en: {
      what: "The holder's address or contact changed on {on}; the body that allocated the code is to be told by {due} ({days} working days, art. {article}).",
      fix: "Give notifiedOn once it is.",
    },
  },
  CONTACT_CHANGE_LATE: {
    severity: "warning",
    zh: {
      what: "地址或联系方式自 {on} 变更，应在 {due} 前报告（{days} 个工作日，第{article}条），已超 {late} 个工作日。",
      fix: "立即报告，并填 notifiedOn。",
    },
    en: {
      what: "Address or contact changed on {on}; telling it was due by {due} ({days} working days, art. {article}) and is {late} working days late.",
      fix: "Tell it now, and give notifiedOn.",
    },
  },
  RETIRED_NUMBER_KEPT: {
    severity: "note",
    zh: {
      what: "12333 已开通，旧号码 {number} 还没有交回。",
      fix: "停用后交回省通信管理局（劳社部函〔2003〕84号），并填 returnedOn。",
    },
    en: {
      what: "12333 is open, and the old number {number} has not gone back yet.",
      fix: "Switch it off, hand it back to the provincial communications administration (劳社部函〔2003〕84号), and give returnedOn.",
    },
  },
} as const satisfies MessageTable;
