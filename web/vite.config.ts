import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const server = process.env.WEB_SERVER_URL ?? "http://127.0.0.1:8000";

/** Beside every file that compresses well lie its compressed twins: the server compresses nothing while it serves. */
function compressed(): Plugin {
  const small = 1024;
  function below(folder: string): string[] {
    return readdirSync(folder).flatMap((name) => {
      const place = join(folder, name);
      return statSync(place).isDirectory() ? below(place) : [place];
    });
  }
  return {
    name: "compressed-twins",
    apply: "build",
    writeBundle({ dir }) {
      for (const place of below(dir ?? "dist").filter((name) => /\.(js|css|html|svg|json)$/.test(name))) {
        const content = readFileSync(place);
        if (content.length < small) continue;
        writeFileSync(`${place}.gz`, gzipSync(content, { level: 9 }));
        const quality = { [constants.BROTLI_PARAM_QUALITY]: 10 };
        writeFileSync(`${place}.br`, brotliCompressSync(content, { params: quality }));
      }
    },
  };
}

/** The worker that keeps the application in browsers, with the names of all files of this build. */
function worker(): Plugin {
  return {
    name: "shell-worker",
    apply: "build",
    generateBundle: {
      order: "post", // chunks that hold nothing but styles have been taken out by then
      handler(_, bundle) {
        const files = Object.keys(bundle).filter((name) => /\.(js|css|woff2?)$/.test(name));
        const names = ["/mark.svg", ...files.sort().map((name) => `/${name}`)];
        const source = `const FILES = ${JSON.stringify(names)};\n${readFileSync("src/offline/worker.js", "utf8")}`;
        this.emitFile({ type: "asset", fileName: "sw.js", source });
      },
    },
  };
}

export default defineConfig({
  plugins: [react(), worker(), compressed()],
  server: { port: 5173, proxy: { "/api": { target: server, changeOrigin: false } } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // the content security policy lets nothing inline run
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test_setup.ts"],
  },
});
