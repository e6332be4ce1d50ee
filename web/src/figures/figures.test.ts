/** Figures in words: shares, lengths of time, money in the reader's way, and changes with their sign and their sense. */
import { describe, expect, test } from "vitest";
import type { Figures } from "../api/figures";
import type { Block, Metric } from "../api/workspace";
import { changeOf, missOf } from "./change";
import { dayAfter, daysOf, spanText, tick } from "./days";
import { askOf } from "./filters";
import { figureText } from "./metric";

const COUNT: Metric = {
  label: { en: "Jobs" },
  help: {},
  entity: "job",
  at: "done_at",
  function: "count",
  type: null,
  percent: null,
  split: ["centre", "kind"],
  better: "more",
  target: null,
};
const SHARE: Metric = { ...COUNT, function: "share" };
const MONEY: Metric = { ...COUNT, function: "sum", type: "money" };
const LENGTH: Metric = { ...COUNT, function: "median", type: "duration", better: "less" };
const CHINESE = { language: "zh-CN", currency: "CNY" } as const;
const ENGLISH = { language: "en", currency: "CNY" } as const;

function figures(
  value: string | number | null,
  past: string | number | null,
  rows = 20,
  more?: Partial<Figures>,
): Figures {
  return {
    id: "one",
    target: null,
    from: "2026-03-01",
    to: "2026-03-10",
    today: "2026-03-10",
    periods: [],
    data: [],
    total: { value, rows },
    before: { value: past, rows: 20, from: "2026-02-01", to: "2026-02-10" },
    ...more,
  };
}

describe("figures in words", () => {
  test.each([
    [COUNT, 12800, ENGLISH, "12,800"],
    [SHARE, "0.384615", CHINESE, "38.5%"],
    [SHARE, "1", CHINESE, "100%"],
    [MONEY, "12800", ENGLISH, "¥12,800.00"],
    [MONEY, "9999.5", CHINESE, "¥9,999.50"],
    [MONEY, "386000", CHINESE, "¥38.6 万"],
    [LENGTH, "765", CHINESE, "13 分钟"],
    [LENGTH, "93600", ENGLISH, "1 d 2 h"],
    [LENGTH, 0, ENGLISH, "0 min"],
    [COUNT, null, ENGLISH, "–"],
  ])("%# is told as people tell it", (metric, value, telling, text) => {
    expect(figureText(metric, value, telling)).toBe(text);
  });
});

describe("changes", () => {
  test("of an amount are in percent, of a share in points, and their sense is that of the metric", () => {
    expect(changeOf(COUNT, figures(30, 20), "en")).toMatchObject({ text: "+50%", verdict: "good", up: true });
    expect(changeOf(SHARE, figures("0.3", "0.42"), "zh-CN")).toMatchObject({
      text: "−12 个百分点",
      verdict: "bad",
    });
    expect(changeOf(LENGTH, figures("600", "1200"), "en")).toMatchObject({ text: "−50%", verdict: "good" });
  });

  test("are not told of what is absent, of nothing, and of too few", () => {
    expect(changeOf(COUNT, figures(3, null), "en")).toBeUndefined();
    expect(changeOf(COUNT, figures(3, 0), "en")).toBeUndefined();
    const few = { before: { value: "1", rows: 2, from: "2026-02-01", to: "2026-02-10" } };
    expect(changeOf(SHARE, figures("0.2", "1", 20, few), "en")).toBeUndefined();
  });

  test("a target is missed in the direction that is not wanted, and not by a handful of records", () => {
    expect(missOf(LENGTH, figures("1200", null, 20, { target: 600 }))).toBe(1);
    expect(missOf(LENGTH, figures("300", null, 20, { target: 600 }))).toBe(0);
    expect(missOf(LENGTH, figures("1200", null, 2, { target: 600 }))).toBe(0);
  });
});

describe("days", () => {
  test("are told without a zone", () => {
    expect(spanText("2026-03-02", "2026-03-08", "zh-CN")).toBe("3月2日–3月8日");
    expect(spanText("2026-03-02", "2026-03-02", "en", true)).toBe("Mar 2, 2026");
    expect(tick("2026-04-01", "quarter", "en")).toBe("2026 Q2");
    expect(dayAfter("2026-03-01", -1)).toBe("2026-02-28");
    expect(daysOf("2026-02-01", "2026-03-02")).toBe(30);
  });
});

describe("what is asked", () => {
  const block = {
    show: "figures",
    span: 1,
    period: "month",
    rolling: true,
    by: "week",
    compare: true,
  } as Block;
  test("is what the block says, until the reader chooses", () => {
    expect(askOf(block, COUNT, "one", {})).toEqual({
      metric: "one",
      period: "month",
      rolling: true,
      on: undefined,
      by: "week",
      split: undefined,
      compare: true,
      where: undefined,
    });
    const chosen = askOf(block, COUNT, "one", {
      period: "quarter",
      centre: "c1",
      split: "kind",
      on: "2026-02-01",
    });
    expect(chosen).toMatchObject({
      period: "quarter",
      rolling: undefined,
      on: "2026-02-01",
      by: undefined,
      split: "kind",
      where: { centre: "c1" },
    });
    expect(askOf(block, COUNT, "one", { split: "owner" }).split).toBeUndefined();
    expect(askOf(block, COUNT, "one", { period: "last_week" })).toMatchObject({
      period: "week",
      rolling: true,
    });
  });
});
