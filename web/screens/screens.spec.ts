/** Pictures of the screens: every one in both languages, on a desk and on a telephone. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "../tests/served";
import { LANGUAGES, type Language, signIn } from "../tests/people";
import { SCREENS } from "./list";

const FOLDER = join("..", "docs", "screens");
const SIZES = { wide: { width: 1366, height: 768 }, narrow: { width: 360, height: 740 } };
const PATIENCE = 15_000;

mkdirSync(FOLDER, { recursive: true });

for (const language of LANGUAGES) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    for (const login of new Set(SCREENS.map((screen) => screen.who))) {
      test(`${login} sees, ${size}, in ${language}`, async ({ browser }) => {
        const context = await browser.newContext({ viewport, locale: language, colorScheme: "light" });
        const page = await context.newPage();
        if (login) await signIn(page, login, language);
        for (const screen of SCREENS.filter((one) => one.who === login)) {
          await page.goto(await screen.path(page));
          await settled(page);
          if (screen.then) {
            await screen.then(page, language);
            await settled(page);
          }
          await page.screenshot({ path: picture(screen.name, language, size) });
        }
        await context.close();
      });
    }
  }
}

function picture(name: string, language: Language, size: string): string {
  return join(FOLDER, `${name}.${size}.${language}.png`);
}

/** Nothing is being waited for, and nothing moves. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading").first()).toBeVisible({ timeout: PATIENCE });
  await expect(page.locator(".ant-skeleton, .ant-spin-spinning")).toHaveCount(0, { timeout: PATIENCE });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(600);
}
