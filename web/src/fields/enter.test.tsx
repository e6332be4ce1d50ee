import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { guardComposing } from "./composing";
import { TextEntry } from "./text_entry";

let end: () => void;
beforeEach(() => {
  end = guardComposing();
});
afterEach(() => {
  end();
  cleanup();
});

const told: string[] = [];
const sent = vi.fn();

function Probe() {
  const [text, setText] = useState("");
  const tell = (next: string) => {
    told.push(next);
    setText(next);
  };
  return (
    <form onSubmit={sent} onKeyDown={(event) => event.key === "Escape" && sent()}>
      <TextEntry aria-label="words" value={text} onText={tell} onEnter={sent} />
    </form>
  );
}

function compose(): HTMLInputElement {
  told.length = 0;
  sent.mockClear();
  render(<Probe />);
  const field = screen.getByLabelText<HTMLInputElement>("words");
  fireEvent.compositionStart(field);
  fireEvent.change(field, { target: { value: "wang" } });
  return field;
}

test("nothing that is still being composed is told, and the settled text is told once", () => {
  const field = compose();
  expect(field.value).toBe("wang");
  expect(told).toEqual([]);
  fireEvent.change(field, { target: { value: "王" } });
  fireEvent.compositionEnd(field);
  expect(told).toEqual(["王"]);
});

test("Enter and Escape of an input method do nothing else, in whatever order browsers send them", () => {
  const field = compose();
  fireEvent.keyDown(field, { key: "Enter", keyCode: 229 });
  fireEvent.keyDown(field, { key: "Enter", isComposing: true });
  fireEvent.keyDown(field, { key: "Escape", isComposing: true });
  fireEvent.compositionEnd(field);
  fireEvent.keyDown(field, { key: "Enter", keyCode: 13 }); // the one that took the word, told late
  expect(sent).not.toHaveBeenCalled();
});

test("Enter does what it does once the word is taken", async () => {
  const field = compose();
  fireEvent.compositionEnd(field);
  await new Promise((done) => setTimeout(done, 80));
  fireEvent.keyDown(field, { key: "Enter", keyCode: 13 });
  expect(sent).toHaveBeenCalledTimes(1);
});

/** Rooms must not listen for Enter themselves: what they forget, people who write Chinese notice. */
test("no room handles Enter on its own", () => {
  const raw = /onPressEnter|(["'`])(?:Numpad)?Enter\1|keyCode\s*===?\s*13/;
  const guilty = below("src").filter(
    (place) =>
      /\.tsx?$/.test(place) &&
      !/\.test\.tsx?$|fields\/(composing|enter|text_entry)\.tsx?$/.test(place) &&
      raw.test(readFileSync(place, "utf8")),
  );
  expect(guilty).toEqual([]);
});

function below(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const place = join(folder, name);
    return statSync(place).isDirectory() ? below(place) : [place];
  });
}
