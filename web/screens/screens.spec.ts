/** Pictures of the screens: every one in both languages, on a desk and on a telephone. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { LANGUAGES, type Language, signIn } from "../tests/people";
import { expect, type Page, test } from "../tests/served";
import { SCHOOL, type Screen, SHOP } from "./list";

const FOLDER = process.env.WEB_SCREENS ?? join("..", "docs", "screens");
const ONLY = process.env.WEB_SCREENS_ONLY?.split(",");
const SIZES = { wide: { width: 1366, height: 768 }, narrow: { width: 360, height: 740 } };
const PATIENCE = 15_000;
const LOADED = 5; // minutes after the clock of a sample: what was due by then has happened

mkdirSync(FOLDER, { recursive: true });
test.use({ trace: "off" });
test.describe.configure({ mode: "parallel", timeout: 900_000 });

for (const [shown, screens] of [
  ["education_training/demo", SCHOOL],
  ["repairs/demo", SHOP],
] as const) {
  test.describe(shown, () => {
    test.use({ visit: { shown, anew: true, after: LOADED }, serviceWorkers: "allow" });
    for (const language of LANGUAGES)
      for (const [size, viewport] of Object.entries(SIZES))
        test(`${shown}, ${size}, in ${language}`, async ({ browser }) => {
          const wanted = screens.filter((one) => !ONLY || ONLY.includes(one.name));
          for (const login of new Set(wanted.map((one) => one.who))) {
            const context = await browser.newContext({ viewport, locale: language, colorScheme: "light" });
            const page = await context.newPage();
            if (login) await signIn(page, login, language, shown);
            for (const screen of wanted.filter((one) => one.who === login))
              await take(page, screen, language, size);
            await context.close();
          }
        });
  });
}

/** One that cannot be opened fails by its name, after the others are taken. */
async function take(page: Page, screen: Screen, language: Language, size: string): Promise<void> {
  await test.step(screen.name, async () => {
    try {
      await page.goto(await screen.path(page));
      await settled(page);
      if (screen.then) {
        await screen.then(page, language);
        await settled(page);
      }
      await page.screenshot({ path: join(FOLDER, `${screen.name}.${size}.${language}.png`) });
    } catch (error) {
      expect.soft(String(error), `${screen.name}.${size}.${language}`).toBe("");
    }
  });
}

/** Nothing is being waited for, and nothing moves. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading").first()).toBeVisible({ timeout: PATIENCE });
  await expect(page.locator(".ant-skeleton, .ant-spin-spinning")).toHaveCount(0, { timeout: PATIENCE });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(600);
}
