/**
 * What a price asks for is told while it is typed, and what was promised is settled from beside the contract, so that
 * nothing is refused that one could have known.
 */
import { call, personOf } from "./by_program";
import { Hands } from "./hands";
import { LANGUAGES, signIn } from "./people";
import { expect, type Page, test } from "./served";
import { SIZES, sound } from "./sound";

const WORDS = {
  "zh-CN": {
    edit: "编辑",
    before: "提交前预览",
    discount: "整单折扣",
    total: "合同金额",
    consultant: "顾问权限内",
    supervisor: "需主管审批",
    left: "距上限 10% 还有 2%",
    free: "“提交”无需审批",
    needs: "“提交”需审批：主管（周立新）",
    both: "校长（孟晓燕） → 总经理（顾长风）",
    save: "保存",
    promises: "承诺",
    done: (done: number) => `已处理 ${done}/2`,
    write: "写入合同",
    waive: "客户放弃",
    why: "落实说明",
    next: /下一步/,
    longer: "中小学生预收时长不超过当地上限",
    more: "中小学生预收课时和金额不超过当地上限",
    loan: "中小学生不得分期或贷款缴费",
    facts: "详情",
    template: "中小学生合同",
    story: "经过",
    created: "创建",
  },
  en: {
    edit: "Edit",
    before: "Before it is sent",
    discount: "Discount on the whole",
    total: "Total",
    consultant: "Consultant",
    supervisor: "Supervisor",
    left: "2% left until 10%",
    free: "Submit: no approval is needed",
    needs: "Submit: needs the approval of Supervisor (周立新)",
    both: "Principal (孟晓燕), then General manager (顾长风)",
    save: "Save",
    promises: "Promise",
    done: (done: number) => `${done} of 2 dealt with`,
    write: "Write it into the contract",
    waive: "The customer does without",
    why: "How it was settled",
    next: /Next steps/,
    longer: "School pupils do not prepay for longer than is allowed here",
    more: "School pupils prepay neither more lessons nor more money than is allowed here",
    loan: "School pupils do not pay by loan or instalments",
    facts: "Details",
    template: "School pupils",
    story: "What happened",
    created: "Created",
  },
};

interface Row {
  id: string;
}

async function search(page: Page, entity: string, ...all: object[]): Promise<Row | undefined> {
  const body = { filter: { all }, limit: 1 };
  return (await call<{ data: Row[] }>(page, "POST", `records/${entity}/search`, body)).data[0];
}

/** A draft of a customer of the one who is signed in, 24 lessons at 320; with promises that are open. */
async function draft(page: Page, ...promised: [text: string, category: string][]): Promise<string> {
  const mine = { field: "owner", op: "eq", value: await personOf(page) };
  const customer = await search(page, "customer", mine, { field: "kind", op: "eq", value: "adult" });
  const product = await search(page, "course_product", { field: "list_price", op: "eq", value: 320 });
  const lines = [{ product: product?.id, lessons: 24, price: 320 }];
  const term = { starts_on: "2026-03-05", ends_on: "2026-12-31" };
  const input = { customer: customer?.id, template: "standard", discount: 0.03, lines, ...term };
  const { id } = await call(page, "POST", "records/contract", { input });
  for (const [text, category] of promised)
    await call(page, "POST", "records/promise", {
      input: { text, category, customer: customer?.id, contract: id },
    });
  return id;
}

/** More lessons for a school pupil than may be paid ahead, and for longer. */
async function tooMuch(page: Page): Promise<string> {
  const mine = { field: "owner", op: "eq", value: await personOf(page) };
  const customer = await search(page, "customer", mine);
  const product = await search(page, "course_product", { field: "is_k12", op: "eq", value: true });
  const lines = [{ product: product?.id, lessons: 80, price: 110 }];
  const term = { starts_on: "2026-03-05", ends_on: "2026-12-31" };
  const input = { customer: customer?.id, template: "k12", lines, ...term };
  return (await call(page, "POST", "records/contract", { input })).id;
}

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(language, () => {
    test("a discount says whom it needs while it is typed, and nothing is written before it is sent", async ({
      page,
    }) => {
      await signIn(page, "guwen1", language);
      const id = await draft(page);
      await page.goto(`/records/contract/${id}`);
      await page.getByRole("toolbar").getByRole("button", { name: words.edit }).click();
      const form = page.getByRole("dialog");
      const told = form.getByRole("region", { name: words.before });
      await expect(told).toContainText(words.free);
      await expect(told.locator(".scale-here")).toHaveText(words.consultant);

      const discount = form.getByLabel(words.discount, { exact: true });
      await discount.fill("8");
      await expect(told).toContainText(words.needs);
      await expect(told.locator(".scale-here")).toHaveText(words.supervisor);
      await expect(told).toContainText(words.left);
      await expect(form.getByText("¥7,065.60", { exact: false }).first()).toBeVisible(); // where the form has it
      await discount.fill("22");
      await expect(told).toContainText(words.both);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await discount.evaluate((field) => field.scrollIntoView({ block: "nearest" })); // as taking the focus does
        await sound(page);
      }
      const { values, version } = await call(page, "GET", `records/contract/${id}`);
      expect([values.discount, version]).toEqual(["0.03", 1]);

      await discount.fill("3.5");
      await expect(told).toContainText(words.free);
    });

    test("what the rules ask for stands beside the step, and its story by the names of the pack", async ({
      page,
    }) => {
      await page.setViewportSize({ width: 1366, height: 768 });
      await signIn(page, "guwen1", language);
      await page.goto(`/records/contract/${await tooMuch(page)}`);
      const steps = page.getByRole("complementary");
      const broken = steps.locator('.checks [data-holds="false"]');
      await expect(broken.filter({ hasText: words.longer })).toContainText("(301 / 92)");
      await expect(broken.filter({ hasText: words.more })).toContainText("(80 / 60)");
      await expect(
        steps.locator('.checks [data-holds="true"]').filter({ hasText: words.loan }),
      ).toBeVisible();
      // Room enough for three panes: the facts need no tab, and the sheet that is in the making comes first.
      await expect(page.getByRole("region", { name: words.facts })).toContainText(words.template);
      await expect(page.frameLocator("iframe").getByText("¥8,800.00").first()).toBeVisible();
      await page.getByText(words.story, { exact: true }).click();
      await expect(page.locator(".story > li").first()).toContainText(words.created);
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await sound(page);
      }
    });

    test("promises are settled from beside the contract: written in, or done without for a reason", async ({
      page,
    }) => {
      await signIn(page, "guwen1", language);
      const id = await draft(page, ["固定周三晚上课", "time"], ["赠送教材一套", "gift"]);
      await page.goto(`/records/contract/${id}`);
      const list = page.getByRole("region", { name: words.promises, exact: true });
      await expect(list).toContainText(words.done(0));
      const hands = new Hands(page);
      hands.think();
      const kept = list.getByRole("row", { name: "固定周三晚上课" });
      await hands.click(kept.getByRole("button", { name: new RegExp(`^${words.write}`) }));
      await expect(list).toContainText(words.done(1));
      await expect(kept.getByRole("button", { name: new RegExp(`^${words.write}`) })).toHaveCount(0);

      const waived = list.getByRole("row", { name: "赠送教材一套" });
      await hands.click(waived.getByRole("button", { name: words.next }));
      await hands.click(page.getByRole("menuitem", { name: words.waive }));
      const form = page.getByRole("dialog");
      await expect(form.getByLabel(words.why)).toBeFocused();
      await hands.type("客户改选网课");
      await hands.press("Control+Enter");
      await expect(list).toContainText(words.done(2));
      hands.within({ clicks: 3, seconds: 25 });
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await sound(page);
      }
      const { values } = await call(page, "GET", `records/contract/${id}`);
      expect(values.open_promises).toBe(0);
    });
  });
}
