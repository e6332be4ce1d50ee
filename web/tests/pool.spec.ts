/** Claiming from a pool: one by its key, and twenty at once, each with what became of it. */
import { call, freshPhone, personOf } from "./by_program";
import { newLead } from "./desk";
import { Hands } from "./hands";
import { LANGUAGES, signIn } from "./people";
import { expect, type Page, test } from "./served";
import { waited } from "./waited";

const WORDS = {
  "zh-CN": { pool: "公海", done: /成功 20 条/ },
  en: { pool: "To be claimed", done: /20 of 20/ },
};
const MANY = 20;

/** So many leads in the pool that this person did not have before: the supervisor gives them to a colleague, who gives them up. */
async function pooled(page: Page, count: number): Promise<void> {
  const browser = page.context().browser();
  const [desk, boss, colleague, admin] = await Promise.all(
    ["qiantai1", "zhuguan1", "guwen2", "admin"].map(async (login) => {
      const theirs = await (await browser?.newContext())?.newPage();
      if (!theirs) throw new Error("no browser");
      await signIn(theirs, login, "en");
      return theirs;
    }),
  );
  if (!desk || !boss || !colleague || !admin) throw new Error("nobody");
  await call(admin, "PUT", "parameters/claims_a_day", { value: 200 });
  const to = await personOf(colleague);
  for (let at = 0; at < count; at++) {
    const name = `Pool ${Date.now() % 100_000}-${at}`;
    const id = await newLead(desk, name, freshPhone());
    const step = `records/lead/${id}/transitions`;
    const offers = await call(boss, "GET", step);
    const give = offers.data.find(
      (one: { id: string; allowed: boolean }) => one.allowed && ["assign", "reassign"].includes(one.id),
    );
    await call(boss, "POST", `${step}/${give.id}`, { input: { to } });
    await call(colleague, "POST", `${step}/return`, { input: { return_reason: "no_time" } });
  }
  for (const one of [desk, boss, colleague, admin]) await one.context().close();
}

for (const language of LANGUAGES) {
  test(`${language}: C6: one is claimed by a key, and twenty at once`, async ({ page }) => {
    test.setTimeout(120_000);
    await pooled(page, MANY + 1);
    await signIn(page, "guwen1", language);
    const pool = page.getByRole("region", { name: WORDS[language].pool });
    await expect(pool.getByRole("row").nth(MANY)).toBeVisible();
    const first = pool.getByRole("row").nth(1).getByRole("button");
    const name = (await first.textContent()) ?? "";
    const one = new Hands(page);
    await first.focus();
    one.think();
    await one.press("c");
    await expect(pool.getByRole("status")).toContainText(name);
    one.within({ keys: 1, clicks: 0, seconds: 4 });
    await expect(pool.getByRole("row").filter({ hasText: name })).toHaveCount(0);
    const all = new Hands(page);
    await pool.getByRole("checkbox").first().focus();
    const began = Date.now();
    all.think();
    await all.press("Space");
    await all.press("ArrowDown");
    all.think();
    await all.press("c");
    await expect(pool.getByRole("status")).toContainText(WORDS[language].done, { timeout: 30_000 });
    waited("20 are claimed", Date.now() - began, 8_000);
    all.within({ keys: 3, clicks: 0, seconds: 8 });
    await expect(pool.getByRole("status").getByRole("listitem")).toHaveCount(MANY);
  });
}
