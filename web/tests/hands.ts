/**
 * A person's hands: everything they do on a page is counted, and valued in seconds by the keystroke-level model
 * (Card, Moran and Newell, 1980): a key 0.20 s, pointing 1.10 s, pressing the button 0.20 s, a hand to the mouse or
 * back 0.40 s, making up one's mind 1.35 s.
 */
import { expect, type Locator, type Page } from "@playwright/test";

const SECONDS = { key: 0.2, point: 1.1, press: 0.2, home: 0.4, mind: 1.35 };

export interface Budget {
  /** At most so many keys, a chord counting as one. */
  keys?: number;
  /** At most so many presses of the mouse or taps. */
  clicks?: number;
  /** At most so many seconds by the model. */
  seconds?: number;
}

export class Hands {
  keys = 0;
  clicks = 0;
  private sum = 0;
  private atMouse = false;

  constructor(readonly page: Page) {}

  /** By the model, in seconds. */
  get seconds(): number {
    return Math.round(this.sum * 100) / 100;
  }

  /** Press a key or a chord of keys ("j", "Enter", "Control+Enter"), so many times. */
  async press(key: string, times = 1): Promise<void> {
    for (let at = 0; at < times; at++) {
      this.count("key", 1);
      await this.page.keyboard.press(key);
    }
  }

  /** Type a text key by key, wherever the focus is. Chinese is counted by its characters: two keys each. */
  async type(text: string): Promise<void> {
    const keys = [...text].reduce((sum, sign) => sum + (sign > "\u2e80" ? 2 : 1), 0);
    this.count("key", keys);
    await this.page.keyboard.type(text);
  }

  /** Point at something and press it. */
  async click(what: Locator): Promise<void> {
    this.toMouse(true);
    this.clicks += 1;
    this.sum += SECONDS.point + SECONDS.press;
    await what.click();
  }

  /** Tap it on a telephone: a hand is never moved to a mouse. */
  async tap(what: Locator): Promise<void> {
    this.clicks += 1;
    this.sum += SECONDS.point + SECONDS.press;
    await what.tap();
  }

  /** Make up one's mind: once before each choice. */
  think(times = 1): void {
    this.sum += times * SECONDS.mind;
  }

  /** Look something up or read for so many seconds. */
  read(seconds: number): void {
    this.sum += seconds;
  }

  /** Fail when it took more than it may. */
  within(budget: Budget): void {
    const told = `${this.keys} keys, ${this.clicks} clicks, ${this.seconds} s`;
    expect.soft(this.keys, told).toBeLessThanOrEqual(budget.keys ?? Number.POSITIVE_INFINITY);
    expect.soft(this.clicks, told).toBeLessThanOrEqual(budget.clicks ?? Number.POSITIVE_INFINITY);
    expect.soft(this.seconds, told).toBeLessThanOrEqual(budget.seconds ?? Number.POSITIVE_INFINITY);
  }

  private count(what: "key", times: number): void {
    this.toMouse(false);
    this.keys += times;
    this.sum += SECONDS[what] * times;
  }

  private toMouse(wanted: boolean): void {
    if (this.atMouse !== wanted) this.sum += SECONDS.home;
    this.atMouse = wanted;
  }
}
