import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { App } from "antd";
import { afterEach, beforeAll, expect, test } from "vitest";
import { Refused } from "../api/http";
import { startLanguage } from "../language";
import { useAfterwards } from "./use_afterwards";

beforeAll(startLanguage);
afterEach(cleanup);

/** Asks as soon as it is drawn, and has left the screen when the answer comes. */
function Asks({ answer }: { answer: Promise<unknown> }) {
  const afterwards = useAfterwards();
  return (
    <button type="button" onClick={() => afterwards(answer, { said: "It is done." })}>
      go
    </button>
  );
}

async function askAndLeave(answer: Promise<unknown>): Promise<void> {
  const { rerender } = render(
    <App>
      <Asks answer={answer} />
    </App>,
  );
  screen.getByRole("button").click();
  rerender(<App />);
}

test("that it is done is told when what asked for it is gone", async () => {
  let give: (told: unknown) => void = () => {};
  await askAndLeave(
    new Promise((done) => {
      give = done;
    }),
  );
  give(1);
  await waitFor(() => expect(screen.getByText("It is done.")).toBeTruthy());
});

test("so is why it was not; where it still stands, it says that itself", async () => {
  let refuse: (error: Error) => void = () => {};
  const answer = () =>
    new Promise((_, failed) => {
      refuse = failed;
    });
  await askAndLeave(answer());
  refuse(new Refused(409, { detail: "Not before noon." }));
  await waitFor(() => expect(screen.getByText("Not before noon.")).toBeTruthy());
  render(
    <App>
      <Asks answer={answer()} />
    </App>,
  );
  screen.getByRole("button").click();
  refuse(new Refused(409, { detail: "Not before noon at all." }));
  await new Promise((done) => setTimeout(done, 100));
  expect(screen.queryByText("Not before noon at all.")).toBeNull();
});
