import { describe, expect, it } from "vitest";
import { readClasses } from "../../../images/agent-desk/page/views/class-file.ts";

const bytes = (text: string): ArrayBuffer => new Uint8Array(Buffer.from(text)).buffer;

describe("a class table", () => {
  it("is read with commas, semicolons or tabs, quotes and a line of column names", () => {
    expect(
      readClasses(bytes('\ufeff编码,名称\r\n01,社会保险\r\n"0101","养老保险"\n010101;参保缴费\n010102\t待遇领取\n\n')),
    ).toEqual({
      classes: [
        { code: "01", title: "社会保险" },
        { code: "0101", title: "养老保险" },
        { code: "010101", title: "参保缴费" },
        { code: "010102", title: "待遇领取" },
      ],
    });
  });

  it("is read as a spreadsheet on Windows saves it, in GB 18030", () => {
    // 01,社会
    const gb = new Uint8Array([0x30, 0x31, 0x2c, 0xc9, 0xe7, 0xbb, 0xe1]).buffer;
    expect(readClasses(gb)).toEqual({ classes: [{ code: "01", title: "社会" }] });
  });

  it("says which line is none", () => {
    expect(readClasses(bytes("01,社会保险\n1,太短\n"))).toEqual({ line: 2, text: "1,太短" });
    expect(readClasses(bytes("01,社会保险\n02\n"))).toEqual({ line: 2, text: "02" });
  });
});
