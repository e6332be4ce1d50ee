import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

const port = Number(process.env.WEB_TEST_PORT ?? 8123);
const folder = process.env.WEB_TEST_FOLDER ?? mkdtempSync(join(tmpdir(), "pointsman-journeys-"));
// Workers read this file again: they find the folder that the first process made.
process.env.WEB_TEST_FOLDER = folder;
const python = process.env.PYTHON ?? "python3";

export default defineConfig({
  outputDir: "test-results",
  projects: [
    { name: "journeys", testDir: "tests" },
    { name: "screens", testDir: "screens" },
  ],
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: process.env.CI ? "line" : "list",
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    launchOptions: {
      executablePath: process.env.WEB_TEST_BROWSER ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
    trace: "retain-on-failure",
  },
  webServer: {
    // The demonstration with its small sample, on a clock that stands where the sample ends.
    command: `${python} -c "from server.cli import main; main()" serve --demo --sample tiny --var ${folder} --port ${port} --json > ${folder}/sign_ins.json 2> ${folder}/log`,
    cwd: "..",
    url: `http://127.0.0.1:${port}/readyz`,
    timeout: 300_000,
    reuseExistingServer: false,
  },
});
