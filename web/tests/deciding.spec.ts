/** Deciding on a telephone, and confirming money by keyboard. */
import { call, personOf } from "./by_program";
import { makeCalls, nobodyAnswered } from "./calls";
import { Hands } from "./hands";
import { LANGUAGES, signIn } from "./people";
import { expect, type Page, test } from "./served";
import { sound } from "./sound";

const WORDS = {
  "zh-CN": {
    yes: "同意",
    no: "驳回",
    reason: "原因（驳回时必填）",
    told: "已同意",
    chain: "审批流程",
    elsewhere: /另有 \d+ 项由.+代您审批/,
    look: "查看",
  },
  en: {
    yes: "Approve",
    no: "Reject",
    reason: "Reason (needed for a no)",
    told: "Approved",
    chain: "Who decides",
    elsewhere: /\d+ (is|are) decided in your place, by .+/,
    look: "Look",
  },
};

/** A consultant asks for an exception to the cap on calls, so that something waits for the principal. */
async function askForMore(page: Page): Promise<void> {
  const { id } = await makeCalls(page, 3);
  const input = await nobodyAnswered(page);
  const body = { reason: "He asked to be called", transition: "lead.log_contact", id, input };
  await call(page, "POST", "limits/revisit_consultant_lead/exceptions", body);
}

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test(`${language}: P2: an exception is approved on a telephone by two taps`, async ({ browser }) => {
    const desk = await browser.newContext();
    const asking = await desk.newPage();
    await signIn(asking, "guwen1", language);
    await askForMore(asking);
    await desk.close();
    const context = await browser.newContext({
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      locale: language,
    });
    const page = await context.newPage();
    await signIn(page, "xiaozhang1", language);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const hands = new Hands(page);
    hands.think();
    await hands.tap(page.locator(".tabs a[href='/approvals']"));
    const card = page.locator(".approval");
    await expect(card.getByRole("list", { name: words.chain })).toBeVisible();
    await sound(page);
    hands.read(6);
    hands.think();
    await hands.tap(card.getByRole("button", { name: words.yes }));
    await expect(page.getByText(words.told).first()).toBeVisible();
    hands.within({ clicks: 2, keys: 0, seconds: 15 });
    await context.close();
  });
}

/** Something done in a window of somebody else, closed afterwards. */
async function elsewhere<Told>(
  page: Page,
  login: string,
  act: (other: Page) => Promise<Told>,
): Promise<Told> {
  const desk = await page.context().browser()?.newContext();
  if (!desk) throw new Error("no browser");
  const other = await desk.newPage();
  await signIn(other, login, "en");
  const told = await act(other);
  await desk.close();
  return told;
}

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test(`${language}: what a stand-in decides in one's place is seen, and comes back`, async ({ page }) => {
    await elsewhere(page, "guwen2", askForMore);
    const to = await elsewhere(page, "caiwu1", personOf); // who is asked anyway stands for nobody
    await signIn(page, "xiaozhang1", language);
    await call(page, "PUT", "me/delegation", { to });
    await page.goto("/approvals");
    await expect(page.getByText(words.elsewhere)).toBeVisible();
    await page.getByRole("button", { name: words.look, exact: true }).click();
    const card = page.locator(".approval");
    await expect(card.getByRole("list", { name: words.chain })).toBeVisible();
    await expect(card.getByRole("button", { name: words.yes })).toHaveCount(0);
    await sound(page);
    await call(page, "PUT", "me/delegation", {});
    await page.goto("/approvals");
    await card.getByRole("button", { name: words.yes }).click();
    await expect(page.getByText(words.told).first()).toBeVisible();
  });
}
