/** Money that has come in is confirmed by finance with the keyboard alone; what does not fit the contract is told where it stands. */
import { call, moment } from "./by_program";
import { Hands } from "./hands";
import { LANGUAGES, type Language, signIn } from "./people";
import { expect, type Page, test } from "./served";
import { sound } from "./sound";

const WORDS = {
  "zh-CN": {
    waiting: "待确认收款",
    todo: "待办",
    confirm: "确认收款",
    done: "已办理：确认收款",
    voucher: "凭证号",
    customer: "客户",
    outstanding: "未收金额",
    too_much: "到账金额超过合同未收金额",
  },
  en: {
    waiting: "To be confirmed",
    todo: "To do",
    confirm: "Confirm",
    done: "Done: Confirm",
    voucher: "Voucher",
    customer: "Customer",
    outstanding: "Outstanding",
    too_much: "More has come in than is outstanding",
  },
};

interface Contract {
  id: string;
  values: { number: string; outstanding: string };
}

interface Payment {
  id: string;
  number: string;
  contract: string;
}

/** Money for a signed contract, written down by the enrolment desk: so much, or more than is outstanding by so much. */
async function registered(
  page: Page,
  language: Language,
  sum: { of?: number; over?: number },
): Promise<Payment> {
  const desk = await (await page.context().browser()?.newContext())?.newPage();
  if (!desk) throw new Error("no browser");
  await signIn(desk, "baoming1", language);
  const filter = { field: "state", op: "in", value: ["signed", "partly_paid"] };
  const { data } = await call<{ data: Contract[] }>(desk, "POST", "records/contract/search", { filter });
  const contract = data.find((one) => Number(one.values.outstanding) > 1_000);
  if (!contract) throw new Error("no contract is waiting for money");
  const input = {
    contract: contract.id,
    amount: sum.of ?? Number(contract.values.outstanding) + (sum.over ?? 0),
    method: "bank",
    received_at: await moment(desk, -10),
    voucher: "B-20260302-07",
  };
  const { id, number } = await call(desk, "POST", "records/payment", { input });
  await desk.context().close();
  return { id, number, contract: contract.values.number };
}

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(language, () => {
    test("M1: a payment is confirmed: to its row, Enter, Ctrl+Enter", async ({ page }) => {
      const paid = await registered(page, language, { of: 500 });
      await signIn(page, "caiwu1", language);
      const row = page.getByRole("region", { name: words.waiting }).getByRole("row", { name: paid.number });
      await expect(row).toContainText("500.00");
      await expect(page.getByRole("region", { name: words.todo, exact: true })).toContainText(paid.number);

      const hands = new Hands(page);
      hands.think();
      await hands.press("j");
      await expect(row.getByRole("button", { name: words.confirm })).toBeFocused();
      await hands.press("Enter");
      const form = page.getByRole("dialog");
      for (const told of [paid.contract, "500.00", "B-20260302-07", words.customer, words.outstanding])
        await expect(form).toContainText(told);
      await expect(form.getByRole("link", { name: paid.contract })).toBeVisible();
      hands.read(2);
      hands.think();
      await hands.press("Control+Enter");
      await expect(page.getByText(words.done)).toBeVisible();
      hands.within({ keys: 3, clicks: 0, seconds: 7 });

      await expect(row).toHaveCount(0);
      await expect(page.getByText(paid.number)).toHaveCount(0);
      const { values } = await call(page, "GET", `records/payment/${paid.id}`);
      expect(values.state).toBe("confirmed");
    });

    test("M1: from the queue it is Enter alone that opens it; too much is told at the place", async ({
      page,
    }) => {
      const paid = await registered(page, language, { over: 0.01 });
      await signIn(page, "caiwu1", language);
      await page.goto("/queue");
      await expect(page.locator(".queue-card").getByRole("heading", { name: paid.number })).toBeVisible();
      await page.keyboard.press("Enter");
      const form = page.getByRole("dialog");
      await expect(form.getByRole("alert")).toContainText(words.too_much);
      await sound(page);
      await page.keyboard.press("Control+Enter");
      await expect(form.getByRole("alert").filter({ hasText: words.too_much }).first()).toBeFocused();
      await expect(form.getByText(words.too_much)).toHaveCount(1);
      const input = { reject_reason: language };
      await call(page, "POST", `records/payment/${paid.id}/transitions/reject`, { input });
    });
  });
}
