/** A page that axe finds nothing wrong with, and that does not hang out of the window sideways. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

export const SIZES = [
  { width: 1366, height: 768 },
  { width: 360, height: 740 },
];

/** Once what opens or fades in has come to rest: while it moves it is seen through, and colours are not its own. */
export async function sound(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map((one) => one.finished),
    ),
  );
  const found = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const told = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(" ")}`);
  expect(told).toEqual([]);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wider).toBeLessThanOrEqual(0);
}
