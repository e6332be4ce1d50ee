/** Two records of one person: what merging would do is seen before it is done, and it is taken back. */
import { call, freshPhone } from "./by_program";
import { newLead } from "./desk";
import { LANGUAGES, signIn } from "./people";
import { expect, type Page, test } from "./served";
import { soundEverywhere } from "./sound";

const WORDS = {
  "zh-CN": {
    merge: "合并到另一条",
    stays: "保留的线索",
    title: "合并后的结果",
    undo: "撤销合并",
    undone: "已恢复为两条。",
    only: "只有一条填写了",
  },
  en: {
    merge: "Merge into another",
    stays: "The one that stays",
    title: "What merging does",
    undo: "Take the merge back",
    undone: "Both are separate again.",
    only: "only one of them has it",
  },
};

/** Made by the desk; one with a note that the other does not have. */
async function twice(page: Page, name: string): Promise<{ goes: string; stays: string }> {
  const stays = await newLead(page, `${name} A`, freshPhone());
  const goes = await newLead(page, `${name} B`, freshPhone(), { source_note: "Spring fair" });
  return { goes, stays };
}

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test(`${language}: a duplicate is merged with a look beforehand, and taken out again`, async ({
    browser,
  }) => {
    const own = { viewport: { width: 1366, height: 768 }, locale: language };
    const [desk, context] = [await browser.newContext(own), await browser.newContext(own)];
    const page = await context.newPage();
    const theirs = await desk.newPage();
    await signIn(theirs, "qiantai1", language);
    const name = `Twice ${language}`;
    const { goes, stays } = await twice(theirs, name);
    await desk.close();
    await signIn(page, "zhuguan1", language);

    await page.goto(`/records/lead/${goes}`);
    await page.getByRole("complementary").getByRole("button", { name: words.merge }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: words.stays }).fill(`${name} A`);
    await page.locator(".ant-select-dropdown:visible").getByText(`${name} A`, { exact: true }).click();
    const outcome = dialog.getByRole("region", { name: words.title });
    await expect(outcome.getByRole("row").filter({ hasText: "Spring fair" })).toContainText(words.only);
    await soundEverywhere(page);
    await dialog.getByRole("button", { name: words.merge, exact: true }).click();
    await expect(dialog).toBeHidden();

    await page.waitForURL(`**/records/lead/${stays}?merged=${goes}`);
    expect((await call(page, "GET", `records/lead/${goes}`)).merged_into).toBe(stays);
    await page.getByRole("button", { name: words.undo }).click();
    await expect(page.getByText(words.undone)).toBeVisible();
    await page.waitForURL(`**/records/lead/${goes}`);
    expect((await call(page, "GET", `records/lead/${goes}`)).merged_into).toBeFalsy();
    await context.close();
  });
}
