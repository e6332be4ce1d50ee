import { call } from "./by_program";
import { LANGUAGES, signIn } from "./people";
import { expect, type Locator, type Page, test } from "./served";
import { sound } from "./sound";

const WORDS = {
  "zh-CN": { people: "按人员", month: "月", move: "改到", go: "确认改期" },
  en: { people: "By person", month: "Month", move: "Move to", go: "Move" },
};
const PAGE = "/pages/consulting";

/** When it begins, in hours of its day, as it stands on it. */
async function hourOf(one: Locator): Promise<number> {
  const [, hour, minute] = /(\d\d):(\d\d)/.exec((await one.textContent()) ?? "") ?? [];
  return Number(hour) + Number(minute) / 60;
}

/** Take it by its top and put it so many hours further down on its day. */
async function drag(page: Page, one: Locator, hours: number): Promise<void> {
  await one.scrollIntoViewIfNeeded();
  const label = (text: string) => page.locator(".calendar-block").getByText(text, { exact: true }).first();
  const [ten, eleven, from] = [
    await label("10:00").boundingBox(),
    await label("11:00").boundingBox(),
    await one.boundingBox(),
  ];
  if (!ten || !eleven || !from) throw new Error("the calendar is not there");
  const [x, y] = [from.x + from.width / 2, from.y + Math.min(8, from.height / 2)];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 6, { steps: 3 });
  await page.mouse.move(x, y + hours * (eleven.y - ten.y), { steps: 10 });
  await page.mouse.up();
}

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

    test("an appointment is dragged with the mouse; what does not get through goes back to where it was", async ({
      page,
    }) => {
      await signIn(page, "guwen1", language);
      await page.goto(PAGE);
      const one = page.locator(".calendar-block .happening:not(.over)").first();
      const before = await hourOf(one);
      const target = before === 16.5 ? 17.5 : 16.5;
      await page.route("**/transitions/*", (route) => route.abort());
      await drag(page, one, target - before);
      await expect(page.locator(".calendar-block").getByRole("alert").first()).toBeVisible();
      await expect.poll(() => hourOf(one)).toBe(before);
      await page.unroute("**/transitions/*");
      const moved = page.waitForResponse(
        (answer) => answer.request().method() === "POST" && answer.url().includes("/transitions/"),
      );
      await drag(page, one, target - before);
      const told = await (await moved).json();
      const { values } = await call(page, "GET", `records/${told.entity}/${told.id}`);
      const { time_zone } = await call(page, "GET", "workspace");
      const clock = { timeZone: time_zone, hour: "2-digit", minute: "2-digit" } as const;
      expect(new Intl.DateTimeFormat("sv-SE", clock).format(new Date(values.at))).toBe(
        `${Math.floor(target)}:30`,
      );
      await expect(
        page
          .locator(".calendar-block .happening")
          .filter({ hasText: `${Math.floor(target)}:30` })
          .first(),
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
