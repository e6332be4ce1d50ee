/**
 * How long two screens take until one can act on them. Told what to ask for as JSON in the first argument; tells milliseconds as JSON.
 *
 * A screen counts as ready when everything that it offers to do is there, and its first button can be pressed: it is
 * enabled and does not move.
 */
import { chromium } from "@playwright/test";
import flags from "../browser.json" with { type: "json" };
import { signIn } from "./sign_in.mjs";

const asked = JSON.parse(process.argv[2] ?? "{}");
const PATIENCE = 120_000;

const browser = await chromium.launch({ executablePath: asked.browser, args: flags });
const took = { sign_in: [], queue: [], record: [] };
try {
  const context = await browser.newContext({ locale: "en", viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.addInitScript(() => localStorage.setItem("pointsman.language", "en"));
  took.sign_in.push(await signIn(page, asked));
  for (let time = 0; time <= asked.times; time++) {
    const queue = await ready(page, "/queue", ".work button", ".queue-card ul.offers");
    const record = await ready(page, `/records/lead/${asked.record}`, "ul.offers button", ".story li");
    // The first time fills the browser's cache.
    if (time === 0) continue;
    took.queue.push(queue);
    took.record.push(record);
  }
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(took));

/** Milliseconds from asking for the address until the first of the buttons can be pressed and all else that is named is there. */
async function ready(page, path, button, ...more) {
  const begun = performance.now();
  await page.goto(`${asked.url}${path}`, { waitUntil: "commit" });
  for (const one of more) await page.locator(one).first().waitFor({ state: "attached" });
  await page.locator(button).first().click({ trial: true });
  return performance.now() - begun;
}
