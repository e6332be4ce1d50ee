import { expect, test } from "vitest";
import { inQuiet } from "./quiet";

const at = (time: string) => Date.parse(`2026-03-02T${time}:00+08:00`);
const zone = "Asia/Shanghai";

test("hours within a day, over midnight, and of no length", () => {
  expect(inQuiet({ from: "12:00", until: "14:00" }, at("12:00"), zone)).toBe(true);
  expect(inQuiet({ from: "12:00", until: "14:00" }, at("14:00"), zone)).toBe(false);
  expect(inQuiet({ from: "22:00", until: "07:00" }, at("23:30"), zone)).toBe(true);
  expect(inQuiet({ from: "22:00", until: "07:00" }, at("06:59"), zone)).toBe(true);
  expect(inQuiet({ from: "22:00", until: "07:00" }, at("12:00"), zone)).toBe(false);
  expect(inQuiet({ from: "22:00", until: "22:00" }, at("22:00"), zone)).toBe(false);
});
