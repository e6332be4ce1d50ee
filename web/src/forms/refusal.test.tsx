import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { Refused } from "../api/http";
import { startLanguage } from "../language";
import { Refusal } from "./refusal";

test("one alert holds every reason, and the way to the field of each that has one", () => {
  startLanguage();
  const error = new Refused(422, {
    title: "That cannot be taken as it is",
    reasons: [
      { code: "a", text: "A number is wanted.", pointer: "/input/price" },
      { code: "b", text: "Too many today.", fix: "Try tomorrow." },
    ],
  });
  const go = vi.fn();
  render(<Refusal error={error} way={({ pointer }) => (pointer ? { label: "Price", go } : undefined)} />);
  expect(screen.getAllByRole("listitem").map((one) => one.textContent)).toEqual([
    "Price A number is wanted. ",
    "Too many today. Try tomorrow.",
  ]);
  fireEvent.click(screen.getByRole("button", { name: "Price" }));
  expect(go).toHaveBeenCalledOnce();
});
