/** The reception desk: a stranger, somebody known, somebody expected; and what those who invited them see of it. */
import { call, freshPhone, personOf } from "./by_program";
import { booked, newLead } from "./desk";
import { Hands } from "./hands";
import { LANGUAGES, type Language, signIn } from "./people";
import { expect, type Page, test } from "./served";
import { waited } from "./waited";

const WORDS = {
  "zh-CN": {
    form: "到访登记",
    phone: "手机",
    made: "已登记",
    waiting: "等候中",
    arrived: "已到访",
    missed: "未到访",
    done: "完成",
    invite: "再次邀约",
    left: "还剩",
  },
  en: {
    form: "Somebody has come",
    phone: "Phone",
    made: "Done",
    waiting: "Waiting",
    arrived: "Arrived",
    missed: "Missed",
    done: "Done",
    invite: "Invite again",
    left: "left",
  },
};

/** Another person's page, for what has to be there or to be seen elsewhere. */
async function other(page: Page, login: string, language: Language): Promise<Page> {
  const context = await page
    .context()
    .browser()
    ?.newContext({ viewport: { width: 1366, height: 768 } });
  if (!context) throw new Error("no browser");
  const theirs = await context.newPage();
  await signIn(theirs, login, language);
  return theirs;
}

async function desk(page: Page, language: Language): Promise<void> {
  await signIn(page, "qiantai1", language);
  await expect(
    page.getByRole("region", { name: WORDS[language].form }).getByLabel(WORDS[language].phone),
  ).toBeVisible();
}

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(language, () => {
    test("F1: a stranger is registered and handed to somebody, by the keyboard alone", async ({ page }) => {
      const host = await other(page, "guwen2", language);
      const before = (await call(host, "GET", "inbox")).unread;
      await desk(page, language);
      const name = `林${Date.now() % 1000}`;
      const hands = new Hands(page);
      const began = Date.now();
      hands.think();
      await hands.press("v");
      await hands.type(freshPhone());
      hands.think();
      await hands.press("Tab");
      await hands.type(name);
      hands.think();
      await hands.press("Tab");
      await hands.type("mlx");
      await expect(page.locator(".ant-select-item-option-active")).toContainText("孟立新");
      await hands.press("Enter");
      hands.think();
      await hands.press("Control+Enter");
      await expect(page.getByRole("status").filter({ hasText: words.made })).toBeVisible();
      waited("registered", Date.now() - began, 20_000);
      hands.within({ keys: 26, clicks: 0, seconds: 12.8 });
      // The form is empty again and waits for the next one; the person waits in the lane; the host was told.
      const phone = page.getByRole("region", { name: words.form }).getByLabel(words.phone);
      await expect(phone).toHaveValue("");
      await expect(phone).toBeFocused();
      await expect(
        page.getByRole("region", { name: words.waiting }).getByRole("button", { name, exact: true }),
      ).toBeVisible();
      await expect.poll(async () => (await call(host, "GET", "inbox")).unread).toBeGreaterThan(before);
    });

    test("F2: somebody whose number is known is found while it is typed, and taken by Enter", async ({
      page,
    }) => {
      await desk(page, language);
      const name = `周${Date.now() % 1000}`;
      const phone = freshPhone();
      const known = await newLead(page, name, phone);
      const hands = new Hands(page);
      const began = Date.now();
      hands.think();
      await hands.press("v");
      await hands.type(phone);
      await expect(page.getByRole("list").filter({ hasText: name }).getByRole("button")).toBeVisible();
      hands.think();
      await hands.press("Enter");
      await expect(page.getByRole("status").filter({ hasText: words.made })).toBeVisible();
      waited("taken", Date.now() - began, 10_000);
      hands.within({ keys: 13, clicks: 0, seconds: 9.3 });
      const visits = await call(page, "POST", "records/visit/search", {
        filter: { field: "lead", op: "eq", value: known },
        fields: ["lead", "name"],
      });
      expect(visits.data.map((one: { values: unknown }) => one.values)).toEqual([{ lead: known, name }]);
    });

    test("F3 and S2: an expected visitor is found by four digits and arrives; the inviter sees it within two seconds", async ({
      page,
    }) => {
      const inviter = await other(page, "kefu1", language);
      const host = await other(page, "guwen2", language);
      await desk(page, language);
      const name = `吴${Date.now() % 1000}`;
      const phone = freshPhone();
      const known = await newLead(page, name, phone);
      await booked(inviter, known, await personOf(host), 30);
      const row = inviter
        .getByRole("region", { name: words.arrived })
        .getByRole("button", { name, exact: true });
      await expect(inviter.getByRole("button", { name, exact: true }).first()).toBeVisible();
      await expect(row).toHaveCount(0);
      await page.reload();
      await expect(page.getByRole("row").filter({ hasText: name })).toBeVisible();
      const hands = new Hands(page);
      const began = Date.now();
      hands.think();
      await hands.press("/");
      await hands.type(phone.slice(-4));
      await expect(page.locator(".ant-select-item-option").filter({ hasText: name }).first()).toBeVisible();
      hands.think();
      await hands.press("Enter");
      await expect(page.getByRole("row").filter({ hasText: name }).locator(".row-step")).toBeFocused();
      hands.think();
      await hands.press("Enter");
      await expect(page.locator(".ant-message-notice").first()).toBeVisible(); // the desk is told that it is done
      const pressed = Date.now();
      await expect(row).toBeVisible({ timeout: 15_000 });
      waited("the inviter saw it", Date.now() - pressed, 2_000);
      waited("arrived", pressed - began, 7_000);
      // The key that searches, four digits, and Enter twice.
      hands.within({ keys: 7, clicks: 0, seconds: 7 });
    });

    test("S3: whoever does not come has an owner and a time by which they are invited again", async ({
      page,
    }) => {
      const inviter = await other(page, "kefu1", language);
      const host = await other(page, "guwen2", language);
      await desk(page, language);
      const name = `郑${Date.now() % 1000}`;
      const missed = await booked(
        inviter,
        await newLead(page, name, freshPhone()),
        await personOf(host),
        -20,
      );
      // The engine marks it by itself; what is asked is what comes of it.
      const state = async () => (await call(page, "GET", `records/appointment/${missed}`)).values.state;
      await expect.poll(state, { timeout: 20_000 }).toBe("no_show");
      const all = await call(inviter, "POST", "records/appointment/search", {
        filter: { field: "state", op: "eq", value: "no_show" },
        fields: ["inviter", "recall_due_at"],
        limit: 200,
      });
      expect(all.data.length).toBeGreaterThan(0);
      for (const one of all.data) expect([one.values.inviter, one.values.recall_due_at]).not.toContain(null);
      const task = (await call(inviter, "GET", "queue?limit=200")).data.find(
        (one: { record: string; kind: string }) => one.kind === "task" && one.record === missed,
      );
      expect(task.task.person).toBe(await personOf(inviter));
      expect(task.due_at).not.toBeNull();
      const lane = inviter.getByRole("region", { name: words.missed });
      const row = lane
        .getByRole("listitem")
        .filter({ has: inviter.getByRole("button", { name, exact: true }) });
      await expect(row.locator(".stay")).toContainText(words.left);
      await expect(row.getByRole("button", { name: words.invite })).toBeVisible();
    });
  });
}
