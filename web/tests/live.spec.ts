/** What one does, others see: without loading anew, and when the server was away for a while. */
import { expect, type Page, test } from "@playwright/test";
import { LANGUAGES, signIn } from "./people";

const OFFLINE = { "zh-CN": "连接已断开", en: "No connection" };

/** Somebody else's change, made by the program interface of a page that is signed in. */
async function make(page: Page, name: string): Promise<string> {
  return page.evaluate(async (name) => {
    const { me } = await (await fetch("/api/v1/session")).json();
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": me.csrf };
    const phone = `+86139${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
    const body = JSON.stringify({ input: { name, phone, source: "walk_in" } });
    const answer = await fetch("/api/v1/records/lead", { method: "POST", headers, body });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()).id as string;
  }, name);
}

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
    await make(theirs, name);
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
  await other.evaluate(async () => {
    const { me } = await (await fetch("/api/v1/session")).json();
    await fetch("/api/v1/session", { method: "DELETE", headers: { "X-CSRF-Token": me.csrf } });
  });
  await other.getByRole("link", { name: "Approvals" }).first().click();
  await other.waitForURL(/sign-in/);
});
