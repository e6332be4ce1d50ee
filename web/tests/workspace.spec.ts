import { LANGUAGES, type Language, signIn } from "./people";
import { expect, type Locator, type Page, test } from "./served";

const WORDS = {
  "zh-CN": {
    todo: "今日待办",
    leads: "线索",
    first: "首次联系",
    how: "方式",
    result: "结果",
    next: "下次跟进时间",
    missing: "请填写",
  },
  en: {
    todo: "To do",
    leads: "Lead",
    first: "First contact",
    how: "Channel",
    result: "Result",
    next: "Next step at",
    missing: "Fill in",
  },
};
for (const language of LANGUAGES) {
  test.describe(language, () => {
    test("a step is taken with the keyboard alone, and a fault is told at its field", async ({ page }) => {
      await signIn(page, "guwen1", language);
      await page.goto("/queue");
      await takeFirstContact(page, language);
    });
  });
}

/** From the queue into the form of the first step, nothing filled in: it says what is missing and sends nothing. */
async function takeFirstContact(page: Page, language: Language): Promise<void> {
  const words = WORDS[language];
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().includes("/transitions/")) sent.push(request.url());
  });
  await expect(page.getByRole("heading", { name: words.todo })).toBeVisible();
  const step = page.getByRole("complementary").getByRole("button", { name: words.first });
  await stepThrough(page, step);
  await step.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.getByRole("radiogroup", { name: words.how }).getByRole("radio").first().focus();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(words.missing).first()).toBeVisible();
  expect(sent).toEqual([]);
}

/** Press J until the record beside the queue offers a step. */
async function stepThrough(page: Page, step: Locator): Promise<void> {
  const items = page.locator(".work button");
  await expect(items.first()).toBeVisible();
  for (let at = 0; at < (await items.count()); at++) {
    await expect(items.nth(at)).toHaveAttribute("aria-current", "true");
    await expect(page.getByRole("complementary").getByRole("heading")).toBeVisible();
    if (await step.isVisible()) return;
    await page.keyboard.press("j");
  }
  throw new Error("no item of the queue offers the step");
}
