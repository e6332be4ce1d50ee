/** A page that axe finds nothing wrong with, and that does not hang out of the window sideways. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

interface Asked {
  type: "tag" | "rule";
  values: string[];
}
const RULES: Asked = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] };
const PATIENCE = 3_000; // milliseconds for what moves to come to rest
const COLOURS: Asked = { type: "rule", values: ["color-contrast"] };

export const SIZES = [
  { width: 1366, height: 768 },
  { width: 360, height: 740 },
];
export const LOOKS = ["light", "dark"] as const;

/** Once what opens or fades in has come to rest: while it moves it is seen through, and colours are not its own. */
export async function sound(page: Page): Promise<void> {
  expect(await faults(page, RULES)).toEqual([]);
}

/**
 * As it stands there, on a wide and on a narrow screen, light and dark: nothing is loaded anew in between. The look
 * changes colours alone, so the dark one is asked about those.
 */
export async function soundEverywhere(page: Page): Promise<void> {
  const found: Record<string, string[]> = {};
  // Buttons that stick to the edge of the screen cover what can be scrolled out from under them.
  const loose = await page.addStyleTag({ content: ".send { position: static !important }" });
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of LOOKS) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator(`html[data-look=${colorScheme}]`)).toBeAttached();
      await expect(page.locator(".ant-skeleton, .ant-spin-spinning")).toHaveCount(0);
      const told = await faults(page, colorScheme === "dark" ? COLOURS : RULES);
      if (told.length > 0) found[`${new URL(page.url()).pathname} at ${size.width} in ${colorScheme}`] = told;
    }
  }
  await loose.evaluate((one) => (one as Element).remove());
  await page.setViewportSize(SIZES[0] as (typeof SIZES)[number]);
  expect.soft(found).toEqual({});
}

async function faults(page: Page, asked: Asked): Promise<string[]> {
  // An animation that somebody stopped never ends, and a page in the background draws none: it is not waited for for ever.
  await page.evaluate(async (patience) => {
    const rest = async () => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      await Promise.allSettled(
        document
          .getAnimations()
          .filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
          .map((one) => one.finished),
      );
    };
    await Promise.race([rest(), new Promise((over) => setTimeout(over, patience))]);
  }, PATIENCE);
  // In the page itself, not by way of another one; what is in order is not gathered.
  const builder = new AxeBuilder({ page }).setLegacyMode();
  const found = await builder.options({ runOnly: asked, resultTypes: ["violations"] }).analyze();
  const told = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(" ")}`);
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return wider > 0 ? [...told, `${wider} px too wide`] : told;
}
