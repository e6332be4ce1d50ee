/** How much a browser has to fetch before somebody can work: compressed, as it is served. */
import { statSync } from "node:fs";
import { signIn } from "./people";
import { expect, type Page, test } from "./served";

const FIRST = 430_000; // bytes, the first page with all that it needs
const MORE = 250_000; // bytes that any other page may bring on top

/** The files that a page asks for, and how large they are. */
function weigh(page: Page): () => number {
  const files = new Set<string>();
  page.on("request", (request) => {
    const path = new URL(request.url()).pathname;
    if (path.startsWith("/assets/")) files.add(path);
  });
  return () => {
    const sum = [...files].reduce((all, path) => all + size(path), 0);
    files.clear();
    return sum;
  };
}

/** Small files have no compressed twin: they go out as they are. */
function size(path: string): number {
  const file = `dist${path}`;
  return (statSync(`${file}.gz`, { throwIfNoEntry: false }) ?? statSync(file)).size;
}

async function complete(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator(".ant-skeleton")).toHaveCount(0);
  await page.waitForLoadState("networkidle").catch(() => undefined);
}

test("what is fetched first, and what any other page brings on top, is small", async ({ browser }) => {
  const before = await browser.newContext();
  await signIn(await before.newPage(), "guwen1", "en");
  const context = await browser.newContext({ storageState: await before.storageState() });
  await before.close();
  const page = await context.newPage();
  const weight = weigh(page);
  await complete(page, "/queue");
  const first = weight();
  process.stdout.write(`first load: ${Math.round(first / 1000)} kB\n`);
  expect(first).toBeGreaterThan(100_000);
  expect(first).toBeLessThanOrEqual(FIRST);
  for (const path of [
    "/",
    "/records/lead",
    "/records/lead/new",
    "/approvals",
    "/settings",
    "/imports/lead",
  ]) {
    await complete(page, path);
    const more = weight() - first;
    process.stdout.write(`${path}: ${Math.round(Math.max(more, 0) / 1000)} kB more\n`);
    expect(more).toBeLessThanOrEqual(MORE);
  }
  await context.close();
});
