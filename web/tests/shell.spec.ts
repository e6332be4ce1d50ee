/** The palette, help, settings and drafts: in both languages, by keyboard, and sound for everyone. */
import { call } from "./by_program";
import { Hands } from "./hands";
import { LANGUAGES, type Language, signIn } from "./people";
import { expect, type Page, test } from "./served";
import { SIZES, sound } from "./sound";

const WORDS = {
  "zh-CN": {
    palette: "查找或执行任何操作",
    help: "快捷键与帮助",
    next: "下一条",
    settings: "设置",
    single: "启用单键快捷键",
    kind: "线索",
    letters: "xs",
    unfinished: "未完成",
    restored: "已恢复上次填写的内容",
    drop: "丢弃",
    post: "当前岗位",
    name: "姓名",
  },
  en: {
    palette: "Find and do anything",
    help: "Keys and help",
    next: "Next",
    settings: "Settings",
    single: "Single keys do something",
    kind: "Lead",
    letters: "lea",
    unfinished: "Unfinished",
    restored: "You go on where you left off",
    drop: "Throw away",
    post: "Acting as",
    name: "Name",
  },
};

/** By its keys, once the page listens to them. */
async function openPalette(page: Page): Promise<void> {
  await expect(page.locator("main#content h1")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
}

/** Single keys as they are for everybody. */
const resetKeys = (page: Page) => call(page, "PUT", "me/settings/workspace", { settings: {} });

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(language, () => {
    for (const size of SIZES)
      for (const colorScheme of ["light", "dark"] as const)
        test(`palette, help and settings are sound at ${size.width} in ${colorScheme}`, async ({
          browser,
        }) => {
          const context = await browser.newContext({ viewport: size, locale: language, colorScheme });
          const page = await context.newPage();
          await signIn(page, "guwen1", language);
          await openPalette(page);
          await page.getByRole("combobox", { name: words.palette }).fill(words.letters);
          await expect(page.getByRole("option").first()).toBeVisible();
          await sound(page);
          await page.keyboard.press("Escape");
          await expect(page.getByRole("dialog")).toBeHidden();
          await expect(async () => {
            await page.keyboard.press("?");
            await expect(page.getByRole("dialog", { name: words.help })).toBeVisible({ timeout: 2_000 });
          }).toPass();
          await sound(page);
          await page.goto("/settings");
          await expect(page.getByRole("heading", { level: 1, name: words.settings })).toBeVisible();
          await expect(page.locator(".ant-skeleton")).toHaveCount(0);
          await sound(page);
          await context.close();
        });

    test("anything is reached by a few letters", async ({ page }) => {
      await signIn(page, "guwen1", language);
      await expect(page.locator("main#content h1")).toBeVisible();
      const hands = new Hands(page);
      await hands.press("Control+k");
      await expect(page.getByRole("combobox", { name: words.palette })).toBeFocused();
      await hands.type(words.letters);
      hands.think();
      await expect(page.getByRole("option", { selected: true })).toContainText(words.kind);
      await hands.press("Enter");
      await page.waitForURL(/records\/lead|pages/);
      hands.within({ keys: 6, clicks: 0, seconds: 3.5 });
    });

    test("a record is found by the end of its telephone number", async ({ page }) => {
      await signIn(page, "xiaozhang1", language);
      const { data } = await call(page, "GET", "records/lead?limit=1&fields=phone,name");
      const { phone, name } = data[0].values;
      await openPalette(page);
      await page.getByRole("combobox", { name: words.palette }).fill(phone.slice(-4));
      await page.getByRole("option").filter({ hasText: name }).first().click();
      await page.waitForURL(/records\/lead\//);
    });

    test("single keys can be switched off, and the account keeps it", async ({ page }) => {
      await signIn(page, "guwen1", language);
      await resetKeys(page);
      await page.goto("/queue");
      await expect(page.locator(".work button").first()).toHaveAttribute("aria-current", "true");
      await page.keyboard.press("?");
      await expect(page.getByRole("dialog").getByText(words.next, { exact: true })).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toBeHidden();
      await page.goto("/settings");
      const saved = page.waitForResponse(/me\/settings\/workspace/);
      await page.getByLabel(words.single).click();
      await saved;
      await page.goto("/queue");
      await expect(page.locator(".work button").first()).toHaveAttribute("aria-current", "true");
      await page.waitForTimeout(500);
      await page.keyboard.press("j");
      await expect(page.locator(".work button").first()).toHaveAttribute("aria-current", "true");
      await openPalette(page);
      await resetKeys(page);
    });

    test("what was begun is kept, and can be gone on with or thrown away", async ({ page }) => {
      await signIn(page, "qiantai1", language);
      const name = `Draft ${language}`;
      await begin(page, language, name);
      await page.evaluate(() => sessionStorage.clear()); // another computer
      await page.goto("/queue");
      const unfinished = page.getByRole("region", { name: words.unfinished });
      await expect(unfinished).toBeVisible();
      await unfinished.getByRole("link").first().click();
      await expect(page.getByText(words.restored)).toBeVisible();
      await expect(page.getByLabel(words.name, { exact: true })).toHaveValue(name);
      await page.goto("/queue");
      await unfinished.getByRole("button", { name: words.drop }).first().click();
      await expect(unfinished).toBeHidden();
    });
  });
}

/** Begin a record, reload in the middle of it, and wait until the account has it. */
async function begin(page: Page, language: Language, name: string): Promise<void> {
  const field = page.getByLabel(WORDS[language].name, { exact: true });
  await page.goto("/records/lead/new");
  await field.fill(name);
  await page.reload();
  await expect(page.getByText(WORDS[language].restored)).toBeVisible();
  await expect(field).toHaveValue(name);
  const kept = page.waitForResponse((answer) => answer.url().includes("/me/drafts/") && answer.ok());
  await field.fill(`${name}.`);
  await field.fill(name);
  await kept;
}
