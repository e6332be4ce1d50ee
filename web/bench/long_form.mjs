/**
 * How long it takes from a key that is pressed in a long form until what it changed is painted. Told what to ask for as JSON in the
 * first argument; tells milliseconds as JSON: `work` is what the key costs, `painted` is until the picture after it stands.
 */
import { chromium } from "@playwright/test";
import flags from "../browser.json" with { type: "json" };
import { signIn } from "./sign_in.mjs";

const asked = JSON.parse(process.argv[2] ?? "{}");
const browser = await chromium.launch({ executablePath: asked.browser, args: flags });
try {
  const context = await browser.newContext({
    locale: "en",
    viewport: { width: 1366, height: 768 },
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  await page.addInitScript(() => localStorage.setItem("pointsman.language", "en"));
  await signIn(page, asked);
  await page.goto(`${asked.url}/records/${asked.entity}/new?form=${asked.form}`);
  const field = page.getByLabel(asked.field, { exact: true });
  await field.click();
  const items = await page.locator(".ant-form-item").count();
  await page.evaluate(listen);
  const text = "a long sentence about everything, ";
  for (let at = 0; at < asked.times + 10; at++) {
    await page.keyboard.press(text[at % text.length] === " " ? "Space" : text[at % text.length]);
    await page.waitForTimeout(60);
  }
  const took = await page.evaluate(() => window.took);
  // The first keys warm the browser up.
  const told = { items, work: took.work.slice(10), painted: took.painted.slice(10) };
  process.stdout.write(JSON.stringify(told));
} finally {
  await browser.close();
}

/** In the page: what is posted as a message comes after the key's own work, and after a frame it comes when that has been drawn. */
function listen() {
  window.took = { work: [], painted: [] };
  const after = (act) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = act;
    port2.postMessage(0);
  };
  addEventListener(
    "beforeinput",
    ({ timeStamp }) => {
      after(() => window.took.work.push(performance.now() - timeStamp));
      requestAnimationFrame(() => after(() => window.took.painted.push(performance.now() - timeStamp)));
    },
    { capture: true },
  );
}
