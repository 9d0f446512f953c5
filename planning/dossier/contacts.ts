import type { Province } from "../../provinces/province.ts";
import type { Authority } from "../../provinces/schema/authority.ts";
import { type Block, blank } from "./document.ts";

const DUTY = { lead: "项目负责人", technical: "技术联系人", "duty-room": "值班室" } as const;
type Duty = keyof typeof DUTY;

/** Item 6 of the application, and the fourth annex of a filing: whom to ask (S08, S16). */
export function contactTable(province: Province): Block {
  return contacts(province.authority);
}

/** Contacts that are given, and a blank for each duty that has none. */
export function contacts(authority: Authority | undefined): Block {
  const given = authority?.contacts ?? [];
  const duties: readonly Duty[] = ["lead", "technical", "duty-room"];
  return {
    kind: "table",
    caption: "联系方式",
    header: ["职责", "姓名", "电话", "电子邮箱"],
    widths: [22, 22, 28, 28],
    rows: duties.flatMap((duty) => {
      const people = given.filter((contact) => contact.duty === duty);
      const name = duty === "duty-room" ? "（轮值）" : blank(`${DUTY[duty]}姓名`);
      if (people.length === 0) return [[DUTY[duty], name, blank(`${DUTY[duty]}电话`), "－"]];
      return people.map((contact) => [DUTY[duty], contact.name, contact.phone, contact.email ?? "－"]);
    }),
  };
}
