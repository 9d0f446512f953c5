import * as z from "zod";
import { field } from "./field.ts";

const Contact = z.strictObject({
  duty: field(z.enum(["lead", "technical", "duty-room"]), {
    zh: "职责",
    en: "lead 项目负责人, technical 技术联系人, duty-room 值班室.",
  }),
  name: field(z.string().min(1).max(40), { zh: "姓名", en: "Name, or of a duty room its own." }),
  phone: field(z.string().regex(/^[0-9+() -]{7,30}$/), { zh: "电话", en: "Telephone with area code." }),
  email: field(z.email().max(100).optional(), { zh: "邮箱", en: "E-mail address.", byDefault: "none" }),
});

export const Authority = field(
  z.strictObject({
    department: field(z.string().min(4).max(60).optional(), {
      zh: "主管部门",
      en: "Official name of the department that runs the number and signs its papers.",
      byDefault: "the province's 人力资源和社会保障厅 (局 in a municipality)",
    }),
    address: field(z.string().min(4).max(120).optional(), {
      zh: "地址",
      en: "Postal address of the department.",
      byDefault: "left blank in the papers, to be filled in",
    }),
    contacts: field(z.array(Contact).max(6).optional(), {
      zh: "联系人",
      en: "Who answers questions of the regulator, the administration and the carriers.",
      byDefault: "left blank in the papers, to be filled in",
    }),
  }),
  { zh: "主管部门", en: "Who runs the number: department and contacts, as the papers name them." },
);

export type Authority = z.infer<typeof Authority>;
