/** Enter that takes a word of an input method sends nothing: with real compositions, in every text entry of the main screens. */
import type { CDPSession } from "@playwright/test";
import { signIn } from "./people";
import { expect, type Locator, type Page, test } from "./served";

/** Compose a word in a field as an input method does, and take it with Enter. */
async function compose(client: CDPSession, field: Locator): Promise<void> {
  await field.focus();
  for (const text of ["w", "wa", "wang"])
    await client.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };
  await client.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
  await client.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
  await client.send("Input.insertText", { text: "王" });
  // Some browsers send the key once more, when the composition is over already.
  const late = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" };
  await client.send("Input.dispatchKeyEvent", { type: "keyDown", ...late });
}

/** What must not happen: something is sent, a dialog closes, another page opens. */
async function sendsNothing(page: Page, client: CDPSession, field: Locator): Promise<void> {
  const sent: string[] = [];
  const listen = (request: { method: () => string; url: () => string }) => {
    const reads = /search$|duplicates$|foretell$|drafts/.test(request.url());
    if (request.method() !== "GET" && !reads) sent.push(`${request.method()} ${request.url()}`);
  };
  const at = new URL(page.url()).pathname;
  page.on("request", listen);
  await compose(client, field);
  await page.waitForTimeout(150);
  await expect(field).toHaveValue(/王/);
  await expect(field).toBeVisible();
  page.off("request", listen);
  expect(sent).toEqual([]);
  // A list may narrow itself while a word is typed: that is no sending.
  expect(new URL(page.url()).pathname).toBe(at);
}

test("no text entry takes the Enter of an input method for its own", async ({ page, context }) => {
  await signIn(page, "qiantai1", "zh-CN");
  const client = await context.newCDPSession(page);
  const visit = async (path: string, fields: (page: Page) => Locator) => {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(fields(page).first()).toBeVisible();
    const all = fields(page);
    for (let place = 0; place < (await all.count()); place++)
      await sendsNothing(page, client, all.nth(place));
  };
  await visit("/queue", (on) => on.locator("header input"));
  await visit("/records/lead", (on) => on.locator("main input[type=text], main input[type=search]"));
  await visit("/settings", (on) => on.getByPlaceholder("原因（可不填）"));
  await visit("/records/lead/new", (on) =>
    on.locator(
      "main form input[type=text]:not([role=combobox]):not([readonly]):not([inputmode]), main textarea",
    ),
  );
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("combobox", { name: "查找或执行任何操作" });
  await sendsNothing(page, client, palette);
});
