/** What one does, others see: without loading anew, and when the server was away for a while. */
import { call, freshPhone } from "./by_program";
import { newLead } from "./desk";
import { LANGUAGES, signIn } from "./people";
import { expect, test } from "./served";

const OFFLINE = { "zh-CN": "连接已断开", en: "No connection" };

for (const language of LANGUAGES) {
  test(`${language}: what another person enters appears by itself`, async ({ browser }) => {
    const mine = await (await browser.newContext()).newPage();
    const theirs = await (await browser.newContext()).newPage();
    const name = `Live ${language} ${Date.now()}`;
    await signIn(mine, "xiaozhang1", language);
    await signIn(theirs, "qiantai1", language);
    const streams: string[] = [];
    mine.on("request", (request) => request.url().endsWith("/events") && streams.push(request.url()));
    await mine.goto("/records/lead?sort=-created_at");
    await expect(mine.getByRole("table")).toBeVisible();
    await expect.poll(() => streams.length).toBe(1);
    await mine.waitForTimeout(1_500); // the greeting
    await newLead(theirs, name, freshPhone());
    await expect(mine.getByText(name)).toBeVisible({ timeout: 6_000 });
  });

  test(`${language}: without a connection it says so, keeps what is shown, and comes back`, async ({
    browser,
  }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signIn(page, "guwen1", language);
    const first = page.locator(".work button").first();
    await expect(first).toBeVisible();
    await context.setOffline(true);
    await expect(page.getByText(OFFLINE[language])).toBeVisible();
    await expect(first).toBeVisible();
    await context.setOffline(false);
    await expect(page.getByText(OFFLINE[language])).toBeHidden();
  });
}

test("all windows of a browser share one stream, and whoever signs out elsewhere is asked to sign in", async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  let streams = 0;
  context.on("request", (request) => {
    if (request.url().endsWith("/events")) streams += 1;
  });
  await signIn(page, "guwen1", "en");
  await expect.poll(() => streams).toBe(1);
  const other = await context.newPage();
  await other.goto("/");
  await expect(other.getByRole("heading", { level: 1 })).toBeVisible();
  await other.waitForTimeout(1_000);
  expect(streams).toBe(1);
  await page.close();
  await expect.poll(() => streams).toBe(2); // the other window goes on
  await call(other, "DELETE", "session");
  // It may have been asked by itself before anybody could press anything.
  await other
    .getByRole("link", { name: "Approvals" })
    .first()
    .click({ timeout: 5_000 })
    .catch(() => {});
  await other.waitForURL(/sign-in/);
});
