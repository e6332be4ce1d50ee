/** Out of reach of the server: what was seen stays readable, what is written waits and is sent once, and leaving forgets. */
import { call } from "./by_program";
import { LANGUAGES, type Language, signIn } from "./people";
import { expect, type Page, test } from "./served";
import { soundEverywhere } from "./sound";

const WORDS = {
  "zh-CN": {
    offline: "连接已断开",
    log: "记录跟进",
    note: "沟通内容",
    waiting: "等待提交",
    unsent: "尚未提交",
    out: "退出登录",
    print: "打印",
    lost: /1 项内容尚未提交/,
  },
  en: {
    offline: "No connection",
    log: "Log a contact",
    note: "What was said",
    waiting: "Waiting to be sent",
    unsent: "Not sent yet",
    out: "Sign out",
    print: "Print",
    lost: /1 entry has not been sent/,
  },
};

test.use({ serviceWorkers: "allow" });

/** At the queue, with the files of the application and the forms at hand kept; the record beside the queue is one that a note can be about. */
async function settled(page: Page, language: Language): Promise<void> {
  await signIn(page, "guwen1", language);
  await page.goto("/queue");
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state !== "activated")
      await new Promise((done) => active?.addEventListener("statechange", done, { once: true }));
  });
  const log = page.getByRole("toolbar").getByRole("button", { name: WORDS[language].log });
  await expect(async () => {
    await expect(page.locator(".queue-card aside h3")).toBeVisible();
    if (!(await log.isVisible())) await page.keyboard.press("j");
    await expect(log).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect
    .poll(() =>
      page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('["form"')).length),
    )
    .toBeGreaterThan(0);
}

async function writeNote(page: Page, language: Language, said: string): Promise<void> {
  const words = WORDS[language];
  await page.keyboard.press("l");
  const form = page.getByRole("dialog");
  await expect(form.getByRole("radio").first()).toBeFocused();
  await page.keyboard.press("2");
  await form.getByLabel(words.note).fill(said);
  await page.keyboard.press("Tab");
  await page.keyboard.press("2");
  await page.keyboard.press("Control+Enter");
  await expect(form).toBeHidden();
}

for (const language of LANGUAGES) {
  const words = WORDS[language];

  test(`${language}: a note that is written without a connection outlives loading anew, and is sent once`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ locale: language });
    const page = await context.newPage();
    await settled(page, language);
    const said = `Offline ${language}`;
    const sent: string[] = [];
    context.on("requestfinished", (request) => {
      if (request.postData()?.includes(said) && !request.url().includes("drafts"))
        sent.push(request.headers()["idempotency-key"] ?? "");
    });
    await context.setOffline(true);
    await expect(page.getByText(words.offline)).toBeVisible();
    await writeNote(page, language, said);
    const waiting = page.getByRole("region", { name: words.waiting });
    await expect(waiting.getByText(words.unsent)).toBeVisible();
    await soundEverywhere(page);

    await page.evaluate(() => {
      window.print = () => {}; // the dialogue of the browser would stand until somebody closes it
    });
    await waiting.getByRole("button", { name: words.print }).click();
    await page.emulateMedia({ media: "print" });
    await expect(page.locator(".slip")).toContainText(said);
    await expect(page.locator("main")).toBeHidden();
    await page.emulateMedia({ media: null });
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await expect(page.locator(".slip")).toHaveCount(0);

    await page.reload();
    await expect(page.getByText(words.offline)).toBeVisible();
    await expect(page.locator(".work button").first()).toBeVisible();
    await expect(page.locator(".queue-card h2")).toBeVisible();
    await expect(waiting.getByText(words.unsent)).toBeVisible();

    await context.setOffline(false);
    await expect(page.getByText(words.offline)).toBeHidden();
    await expect(waiting).toBeHidden();
    await page.waitForTimeout(1_000);
    expect(sent).toHaveLength(1);
    const written = { filter: { field: "content", op: "eq", value: said }, count: true };
    const found = await call(page, "POST", "records/activity/search", written);
    expect(found.total.value).toBe(1);
    await context.close();
  });

  test(`${language}: signing out says what would be lost, and leaves nothing behind`, async ({ browser }) => {
    const context = await browser.newContext({ locale: language });
    const page = await context.newPage();
    await settled(page, language);
    await page.route("**/transitions/**", (route) =>
      route.request().method() === "POST" ? route.abort() : route.fallback(),
    );
    await writeNote(page, language, "never sent");
    await expect(page.getByRole("region", { name: words.waiting })).toBeVisible();
    await page.locator("header").getByRole("button").last().click();
    await page.getByRole("menuitem", { name: words.out }).click();
    const asked = page.getByRole("dialog", { name: words.lost });
    await asked.getByRole("button", { name: words.out }).click();
    await page.waitForURL(/sign-in/);
    const kept = () =>
      page.evaluate(() => Object.keys(localStorage).filter((key) => /seen|unsent|owner/.test(key)));
    expect(await kept()).toEqual([]);
    await signIn(page, "caiwu1", language);
    await expect.poll(async () => (await kept()).length).toBeGreaterThan(1);
    await context.close();
  });
}
