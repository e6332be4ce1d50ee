import { Hands } from "./hands";
import { LANGUAGES, signIn } from "./people";
import { expect, type Page, test } from "./served";
import { sound } from "./sound";
import { waited } from "./waited";

const WORDS = {
  "zh-CN": { board: "校长看板", worst: "偏差最大", period: "统计期", month: "近 30 天", open: "查看明细" },
  en: {
    board: "Principal's desk",
    worst: "Furthest off",
    period: "Period",
    month: "Last 30 days",
    open: "Show the records",
  },
};
const WIDE = { width: 1366, height: 768 };
const NARROW = { width: 360, height: 740 };
// Three seconds where nothing else runs; on a machine with more to do than it has cores, as much longer.
const MORNING = 3_000; // milliseconds until the page is whole

/** Everything of the page is there: nothing is waited for any more. */
async function complete(page: Page): Promise<void> {
  await expect(page.locator(".figure-value").first()).toBeVisible();
  await expect(page.locator('[aria-busy="true"], .figure-loading')).toHaveCount(0);
}

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test("the morning look: every figure at once, two taps from a figure to a person", async ({ page }) => {
      const words = WORDS[language];
      await signIn(page, "xiaozhang1", language);
      await complete(page);
      const begun = Date.now();
      await page.goto("/");
      await expect(page.getByRole("heading", { level: 1, name: words.board })).toBeVisible();
      await complete(page);
      waited("the page is whole", Date.now() - begun, MORNING);
      await expect(page.locator(".worst-line")).toContainText(words.worst);
      const hands = new Hands(page);
      await hands.click(page.locator(".worst-line a"));
      await expect(page).toHaveURL(/\/figures\//);
      await hands.click(page.locator(".behind-rows tbody a").first());
      await expect(page).toHaveURL(/\/records\//);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      hands.within({ clicks: 2 });
    });

    test("what is chosen stands in the address and survives loading again", async ({ page }) => {
      const words = WORDS[language];
      await signIn(page, "xiaozhang1", language);
      await complete(page);
      await page.getByRole("combobox", { name: words.period }).click();
      await page.getByTitle(words.month).click();
      await expect(page).toHaveURL(/period=last_month/);
      await complete(page);
      await page.reload();
      await expect(page).toHaveURL(/period=last_month/);
      await expect(page.locator(".period-steps")).toContainText("2026");
      await page.locator(".period-steps button").first().click();
      await expect(page).toHaveURL(/on=2026-/);
    });

    test("a metric that fails tells its code, and the others stay", async ({ page }) => {
      await page.route("**/api/v1/metrics/complaints?**", (route) =>
        route.fulfill({
          status: 503,
          contentType: "application/problem+json",
          body: JSON.stringify({
            code: "server.database_busy",
            title: "Busy",
            status: 503,
            reasons: [],
            errors: [],
          }),
        }),
      );
      await signIn(page, "xiaozhang1", language);
      await complete(page);
      const failed = page.locator(".figure-failed");
      await expect(failed).toHaveCount(1);
      await expect(failed).toContainText("server.database_busy");
      expect(await page.locator(".figure-value").count()).toBeGreaterThan(5);
    });

    test("every drawing has its figures as a table, and each of them leads to its records", async ({
      page,
    }) => {
      await signIn(page, "xiaozhang1", language);
      await complete(page);
      await expect(page.locator(".drawing svg").first()).toBeVisible();
      const drawings = page.locator('.drawing[role="img"][aria-label]');
      await expect(async () => {
        expect(await drawings.count()).toBe(await page.locator(".course details table").count());
      }).toPass();
      const summary = page.locator(".course summary").first();
      await summary.focus();
      await page.keyboard.press("Enter");
      const link = page.locator(".course details[open] a").first();
      await expect(link).toHaveAccessibleName(new RegExp(WORDS[language].open));
    });

    test("on paper it has the colours of paper, in the dark look too", async ({ browser }) => {
      const context = await browser.newContext({
        colorScheme: "dark",
        viewport: { width: 718, height: 1016 },
      });
      const page = await context.newPage();
      await signIn(page, "xiaozhang1", language);
      await complete(page);
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      const look = () =>
        page.evaluate(() => {
          const of = (name: string) => getComputedStyle(document.querySelector(name) as Element);
          return [of("body").backgroundColor, of(".figure-value").color, of(".shell > header").display];
        });
      await expect.poll(look).toEqual(["rgb(255, 255, 255)", "rgb(0, 0, 0)", "none"]);
      await expect(
        page.locator(".drawing path[fill='#1b6b58'], .drawing path[stroke='#1b6b58']").first(),
      ).toBeAttached();
      await context.close();
    });

    for (const colorScheme of ["light", "dark"] as const)
      test(`figures and what is behind them are sound in ${colorScheme}`, async ({ browser }) => {
        const context = await browser.newContext({ viewport: WIDE, colorScheme });
        const page = await context.newPage();
        await signIn(page, "xiaozhang1", language);
        for (const size of [WIDE, NARROW]) {
          await page.setViewportSize(size);
          await page.goto("/");
          await complete(page);
          await sound(page);
          await page.goto("/figures/effective_visit_rate?from=2026-01-01&to=2026-03-01");
          await expect(page.locator(".behind-rows tbody tr").first()).toBeVisible();
          await sound(page);
        }
        await context.close();
      });
  });
}
