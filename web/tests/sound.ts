/** A page that axe finds nothing wrong with, and that does not hang out of the window sideways. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

export async function sound(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const told = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(" ")}`);
  expect(told).toEqual([]);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wider).toBeLessThanOrEqual(0);
}

export const SIZES = [
  { width: 1366, height: 768 },
  { width: 360, height: 740 },
];
