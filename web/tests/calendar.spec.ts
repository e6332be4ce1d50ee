import { LANGUAGES, signIn } from "./people";
import { expect, test } from "./served";
import { sound } from "./sound";

const WORDS = {
  "zh-CN": { people: "按人员", month: "月", move: "改到", go: "确认改期" },
  en: { people: "By person", month: "Month", move: "Move to", go: "Move" },
};
const PAGE = "/pages/consulting";

for (const language of LANGUAGES) {
  const words = WORDS[language];

  test.describe(language, () => {
    test("an appointment is moved with the keyboard alone; what does not get through stays where it was", async ({
      page,
    }) => {
      await signIn(page, "guwen1", language);
      await page.goto(PAGE);
      const one = page.locator(".calendar-block .happening:not(.over)").first();
      await one.focus();
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog");
      const at = dialog.getByLabel(words.move);
      await expect(at).toBeVisible();
      const before = await at.inputValue();
      await page.route("**/transitions/*", (route) => route.abort());
      const later = `${before.slice(0, 11)}${before.endsWith("16:30") ? "17:30" : "16:30"}`;
      await at.fill(later);
      await at.press("Enter");
      await expect(dialog.getByRole("alert").first()).toBeVisible();
      await expect(
        page.locator(".calendar-block .happening").filter({ hasText: before.slice(11) }),
      ).toBeVisible();
      await page.unroute("**/transitions/*");
      await at.press("Enter");
      await expect(dialog).toBeHidden();
      await expect(
        page.locator(".calendar-block .happening").filter({ hasText: later.slice(11) }),
      ).toBeVisible();
    });

    for (const colorScheme of ["light", "dark"] as const)
      test(`the calendar is sound in ${colorScheme}`, async ({ browser }) => {
        const context = await browser.newContext({ colorScheme, viewport: { width: 1366, height: 768 } });
        const page = await context.newPage();
        await signIn(page, "guwen1", language);
        await page.goto(PAGE);
        await expect(page.locator(".calendar-block .happening").first()).toBeVisible();
        await sound(page);
        await page.setViewportSize({ width: 360, height: 740 });
        await page.locator(".calendar-bar").getByText(words.people).click();
        await expect(page.locator(".day-board button").first()).toBeVisible();
        await sound(page);
        await page.locator(".calendar-bar").getByText(words.month, { exact: true }).click();
        await expect(page.locator(".calendar-block .happening").first()).toBeVisible();
        await sound(page);
        await context.close();
      });
  });
}
