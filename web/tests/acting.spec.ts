/** The day's work by keyboard: through the queue, writing contacts down, booking, and what stands in the way. */
import { makeCalls } from "./calls";
import { Hands } from "./hands";
import { LANGUAGES, type Language, signIn } from "./people";
import { expect, type Page, test } from "./served";
import { waited } from "./waited";

const WORDS = {
  "zh-CN": {
    log: "记录跟进",
    note: "沟通内容",
    next: "下次跟进时间",
    said: "家长想周末再谈",
    book: "预约",
    free: /空闲时段/,
    type: "预约类型",
    done: /已办理/,
    limit: "顾问对同一线索的回访次数",
    ask: "申请例外",
    reason: "申请原因",
    send: "提交申请",
    asked: "已申请例外，等待审批。",
  },
  en: {
    log: "Log a contact",
    note: "What was said",
    next: "Next step at",
    said: "Talk again",
    book: "Book an appointment",
    free: /Free:/,
    type: "For",
    done: /Done:/,
    limit: "Contacts of a consultant with one lead",
    ask: "Ask for an exception",
    reason: "Why it is needed",
    send: "Ask",
    asked: "An exception has been asked for.",
  },
};
const INSTANT = 150; // milliseconds in which the next item stands there

/** Press J, and tell how long it took until the next record with what can be done about it was painted. */
async function nextItem(page: Page, hands: Hands): Promise<number> {
  await page.evaluate(() => {
    const work = [...document.querySelectorAll<HTMLElement>(".work button")];
    const at = work.findIndex((one) => one.getAttribute("aria-current") === "true");
    const wanted = work[at + 1]?.querySelector("strong")?.textContent ?? "";
    const told = window as unknown as { took?: number };
    told.took = undefined;
    addEventListener(
      "keydown",
      () => {
        const begin = performance.now();
        const look = () => {
          const card = document.querySelector(".queue-card");
          const there = card?.querySelector("h2")?.textContent === wanted && card.querySelector("aside h3");
          if (there) requestAnimationFrame(() => (told.took = performance.now() - begin));
          else requestAnimationFrame(look);
        };
        look();
      },
      { once: true, capture: true },
    );
  });
  await hands.press("j");
  return (await page
    .waitForFunction(() => (window as unknown as { took?: number }).took)
    .then((told) => told.jsonValue())) as number;
}

/** Go on by J until a key does something here. */
async function until(page: Page, hands: Hands, name: string | RegExp): Promise<void> {
  const button = page.getByRole("toolbar").getByRole("button", { name });
  for (let at = 0; at < 12; at++) {
    await expect(page.getByRole("complementary").getByRole("heading")).toBeVisible();
    if (await button.isVisible()) return;
    await hands.press("j");
  }
  throw new Error(`no item of the queue offers ${name}`);
}

async function atQueue(page: Page, language: Language): Promise<Hands> {
  await signIn(page, "guwen1", language);
  await page.goto("/queue");
  await expect(page.locator(".queue-card aside h3")).toBeVisible();
  return new Hands(page);
}

for (const language of LANGUAGES) {
  const words = WORDS[language];
  test.describe(language, () => {
    test("C1: from one item to the next without a click, at once", async ({ page }) => {
      const hands = await atQueue(page, language);
      await page.waitForTimeout(1_500); // somebody reads the first one
      const took: number[] = [];
      for (let at = 0; at < 4; at++) {
        took.push(await nextItem(page, hands));
        await page.waitForTimeout(800);
      }
      took.sort((a, b) => a - b);
      waited("the next item is there", took[1] ?? Number.NaN, INSTANT);
      hands.within({ clicks: 0, keys: 4 });
    });

    test("C2: a call and the next step in one form; no answer is one key", async ({ page }) => {
      await until(page, await atQueue(page, language), words.log);
      const hands = new Hands(page);
      hands.think();
      await hands.press("l");
      const form = page.getByRole("dialog");
      await expect(form.getByRole("radio").first()).toBeFocused();
      hands.think();
      await hands.press("2");
      await hands.press("Tab");
      await expect(form.getByLabel(words.note)).toBeFocused();
      await hands.type(words.said);
      await hands.press("Tab");
      hands.think();
      await hands.press("2");
      await hands.press("Control+Enter");
      await expect(page.getByText(words.done)).toBeVisible();
      hands.within({ clicks: 0, seconds: 16 });

      await until(page, new Hands(page), words.log);
      const name = await page.locator(".queue-card h2").textContent();
      const once = new Hands(page);
      once.think();
      await page.keyboard.press("Escape");
      await once.press("n");
      await expect(page.getByText(words.done).last()).toBeVisible();
      once.within({ keys: 1, clicks: 0, seconds: 2 });
      expect(name).toBeTruthy();
    });

    test("C4: an appointment at the first free hour", async ({ page }) => {
      await until(page, await atQueue(page, language), words.book);
      const hands = new Hands(page);
      hands.think();
      await hands.press("b");
      const form = page.getByRole("dialog");
      await expect(
        form.getByRole("radiogroup", { name: words.type }).getByRole("radio").first(),
      ).toBeFocused();
      await expect(form.getByRole("group", { name: words.free }).getByRole("button")).toHaveCount(3);
      hands.think();
      await hands.press("2");
      await hands.press("Tab");
      hands.think();
      await hands.press("1");
      await hands.press("Control+Enter");
      await expect(page.getByText(words.done)).toBeVisible();
      hands.within({ clicks: 0, seconds: 8 });
    });

    test("C7: how often one may still call is seen; where not, why, and an exception is asked for", async ({
      page,
    }) => {
      await signIn(page, "guwen1", language);
      const made = await makeCalls(page, 3);
      await page.goto(`/records/${made.entity}/${made.id}`);
      const steps = page.getByRole("complementary");
      await expect(steps.getByText(`${words.limit} 3/3`).first()).toBeVisible();
      const hands = new Hands(page);
      await hands.click(steps.getByRole("button", { name: words.ask }).first());
      await expect(page.getByLabel(words.reason)).toBeFocused();
      await hands.type(words.said);
      await hands.click(page.getByRole("button", { name: words.send, exact: true }));
      await expect(page.getByText(words.asked).first()).toBeVisible();
      hands.within({ clicks: 2 });
    });
  });
}
