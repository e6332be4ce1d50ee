import { expect, it } from "vitest";
import { copied } from "./value";

it("copies a number as a dialler takes it", () => {
  expect(copied({ kind: "phone" }, "+86 138 1234-5678")).toBe("13812345678");
  expect(copied({ kind: "phone" }, "+44 20 7946 0000")).toBe("+442079460000");
  expect(copied({ kind: "email" }, " a@b.example ")).toBe("a@b.example");
});
