import { expect, test } from "vitest";
import { fit, initials } from "./match";

test("the initials of how Chinese sounds", () => {
  expect(initials("线索")).toBe("xs");
  expect(initials("合同与收款")).toBe("htysk");
  expect(initials("我的预约")).toBe("wdyy");
  expect(initials("安排 A4")).toBe("ap a4");
});

test("a label is found by its beginning, its words, its sound and its letters in order", () => {
  expect(fit("", ["Queue"])).toBeGreaterThan(0);
  expect(fit("que", ["Queue"])).toBeGreaterThan(fit("ueu", ["Queue"]));
  expect(fit("new", ["Lists: New order"])).toBeGreaterThan(fit("ord", ["Records"]));
  expect(fit("xs", ["线索"])).toBeGreaterThan(0);
  expect(fit("索", ["线索"])).toBeGreaterThan(0);
  expect(fit("aprv", ["Approvals"])).toBe(1);
  expect(fit("zz", ["Approvals", "线索"])).toBe(0);
});
