import { describe, expect, it } from "vitest";
import type { FormItem, FormSection } from "../api/forms";
import { columnsOf, spanOf } from "./columns";

const item = (type: string, labels: string[] = [], span = 1) =>
  ({ type, span, options: labels.map((label) => ({ id: label, label, offered: true })) }) as FormItem;
const section = (items: FormItem[], columns = 1) => ({ id: "s", columns, items }) as FormSection;

describe("columns of a section", () => {
  it("are two where short fields come together, and wide ones take the whole width", () => {
    const note = item("long_text");
    const made = section([item("text"), item("phone"), note]);
    expect(columnsOf(made)).toBe(2);
    expect(made.items.map((one) => spanOf(one, made))).toEqual([1, 1, 2]);
  });
  it("stay one for a single short field", () => {
    expect(columnsOf(section([item("text"), item("long_text")]))).toBe(1);
  });
  it("are those of the pack where it names them", () => {
    const made = section([item("text", [], 2), item("long_text")], 3);
    expect(columnsOf(made)).toBe(3);
    expect(made.items.map((one) => spanOf(one, made))).toEqual([2, 1]);
  });
  it("leave room for options that stand side by side, in both languages", () => {
    const made = section([item("text"), item("text")]);
    expect(spanOf(item("enum", ["Yes", "No"]), made)).toBe(1);
    expect(spanOf(item("enum", ["Telephone", "WeChat", "In person", "By letter"]), made)).toBe(2);
    expect(spanOf(item("enum", ["电话沟通", "微信联系", "当面沟通", "上门拜访"]), made)).toBe(2);
    expect(spanOf(item("enum", ["a", "b", "c", "d", "e", "f", "g", "h"]), made)).toBe(1);
  });
});
