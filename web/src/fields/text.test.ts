import { expect, test } from "vitest";
import { moneyText, movePoint, numberText, phoneText } from "./text";

test.each([
  ["0.15", 2, "15"],
  ["0.125", 2, "12.5"],
  ["1", 2, "100"],
  ["0", 2, "0"],
  ["-0.05", 2, "-5"],
  ["15", -2, "0.15"],
  ["12.5", -2, "0.125"],
  ["5", -2, "0.05"],
  ["100", -2, "1"],
])("the point of %s moved by %i gives %s", (value, by, expected) => {
  expect(movePoint(value, by)).toBe(expected);
});

test("no digit of an amount is lost", () => {
  expect(numberText("12345678901234567890.123456", "en")).toBe("12,345,678,901,234,567,890.123456");
  expect(numberText("-0.5", "en")).toBe("-0.5");
  expect(moneyText("12800", "CNY", "zh-CN")).toBe("¥12,800.00");
  expect(moneyText("12800.5", "CNY", "zh-CN")).toBe("¥12,800.50");
});

test("a Chinese mobile number is told in three parts, others as they are", () => {
  expect(phoneText("+8613812345678")).toBe("138 1234 5678");
  expect(phoneText("+441632960001")).toBe("+441632960001");
});
