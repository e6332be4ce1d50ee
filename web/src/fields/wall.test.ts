import { describe, expect, it } from "vitest";
import { momentOf, wallOf } from "./wall";

describe("the clock on the wall", () => {
  it("shows a moment as it is read there", () => {
    expect(wallOf("2026-03-16T09:00:00Z", "Asia/Shanghai")).toBe("2026-03-16T17:00");
  });
  it("leads back to the moment", () => {
    expect(momentOf("2026-03-16T17:00", "Asia/Shanghai")).toBe("2026-03-16T09:00:00Z");
    expect(momentOf("2026-07-01T08:30", "Europe/Berlin")).toBe("2026-07-01T06:30:00Z");
    expect(momentOf("2026-01-01T00:30", "America/New_York")).toBe("2026-01-01T05:30:00Z");
  });
  it("takes the first of two when clocks are set back", () => {
    expect(momentOf("2026-10-25T02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00Z");
  });
  it("leaps over an hour that is not there", () => {
    expect(momentOf("2026-03-29T02:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00Z");
  });
  it("knows the days on which clocks change by their other hours", () => {
    expect(momentOf("2026-03-29T01:30", "Europe/Berlin")).toBe("2026-03-29T00:30:00Z");
    expect(momentOf("2026-03-29T03:00", "Europe/Berlin")).toBe("2026-03-29T01:00:00Z");
    expect(momentOf("2026-10-25T03:30", "Europe/Berlin")).toBe("2026-10-25T02:30:00Z");
  });
});
