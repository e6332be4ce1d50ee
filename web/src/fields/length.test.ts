import { expect, test } from "vitest";
import { lengthText, secondsOf } from "./length";

test.each([
  ["PT82M", 4_920],
  ["PT1H22M", 4_920],
  ["-PT72H", -259_200],
  ["P1D", 86_400],
  ["P1DT2H3S", 93_603],
  ["P2W", 1_209_600],
  ["P1M", 2_592_000],
  ["PT0S", 0],
])("%s is %i seconds", (length, seconds) => {
  expect(secondsOf(length)).toBe(seconds);
});

test("what is no length is told to be none", () => {
  expect(secondsOf("soon")).toBeUndefined();
});

test("a length is told in at most two units", () => {
  expect(lengthText(4_920, "en")).toBe("1 h 22 min");
  expect(lengthText(93_600, "zh-CN")).toBe("1 天 2 小时");
  expect(lengthText(0, "zh-CN")).toBe("0 分钟");
});
