import { mkdtempSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import flags from "./browser.json" with { type: "json" };

// Workers read this file again: they find the folder that the first process made.
process.env.WEB_TEST_FOLDER ??= mkdtempSync(join(tmpdir(), "pointsman-journeys-"));

export default defineConfig({
  outputDir: "test-results",
  globalSetup: "./tests/setup.ts",
  projects: [
    { name: "journeys", testDir: "tests" },
    { name: "screens", testDir: "screens" },
  ],
  // Each has a server and a browser: more than two on two cores take each other's time.
  workers: Math.min(2, availableParallelism()),
  timeout: 180_000,
  // A machine that stands still for a moment is no fault of the product; what goes well only the second time is told as flaky.
  retries: process.env.CI ? 1 : 0,
  expect: { timeout: 15_000 },
  reporter: process.env.CI ? "line" : "list",
  use: {
    actionTimeout: 30_000,
    // What journeys hold up or count on its way to the server has to pass them; tests/offline.spec.ts alone lets it work.
    serviceWorkers: "block",
    launchOptions: {
      executablePath: process.env.WEB_TEST_BROWSER ?? "/usr/bin/chromium",
      args: flags,
    },
    // Keeping what was seen costs as much as the journey: where a failure is tried again anyway, that is soon enough.
    trace: process.env.CI ? "on-first-retry" : "retain-on-failure",
  },
});
