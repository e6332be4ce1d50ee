/** The server that journeys visit: the demonstration with its small sample, on a clock that stands where the sample ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";

const PATIENCE = 300_000; // ms, for a sample to be played on a busy machine

/** Where everything of this run lies. */
export const folder = () => {
  const place = process.env.WEB_TEST_FOLDER;
  if (!place) throw new Error("playwright.config.ts names the folder");
  return place;
};

/** Everybody's passwords, as the first start printed them. */
export const signIns = () => join(folder(), "sign_ins.json");

const sample = () => join(folder(), "sample");

/** Play the sample once; every house begins as a copy of it. */
export async function playSample(port: number): Promise<void> {
  if (await answers(port))
    throw new Error(`something listens on port ${port} already: WEB_TEST_PORT names another`);
  const server = start(sample(), port, signIns());
  await ready(server, port);
  await stop(server);
}

/** A server whose data begin anew for every file of journeys: no file finds what another has done. */
export class House {
  private file = "";
  private server: ChildProcess | undefined;
  private readonly place: string;

  constructor(private readonly port: number) {
    this.place = join(folder(), `house-${port}`);
  }

  /** The address under which this file finds its data. */
  async of(file: string): Promise<string> {
    if (file !== this.file) {
      await this.close();
      cpSync(sample(), this.place, { recursive: true });
      this.server = start(this.place, this.port, join(folder(), `talk-${this.port}`));
      await ready(this.server, this.port);
      this.file = file;
    }
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    if (this.server) await stop(this.server);
    this.server = undefined;
    rmSync(this.place, { recursive: true, force: true });
  }
}

function start(place: string, port: number, told: string): ChildProcess {
  mkdirSync(place, { recursive: true });
  const run = ["-c", "from server.cli import main; main()", "serve", "--demo", "--sample", "tiny"];
  const own = ["--var", place, "--port", String(port), "--json"];
  const { FORCE_COLOR: _, ...env } = process.env; // a log has no colours, and nothing in it moves
  return spawn(process.env.PYTHON ?? "python3", [...run, ...own], {
    cwd: "..",
    env,
    stdio: ["ignore", openSync(told, "w"), openSync(join(folder(), "log"), "a")],
  });
}

async function answers(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
  return answer?.ok ?? false;
}

async function ready(server: ChildProcess, port: number): Promise<void> {
  const until = Date.now() + PATIENCE;
  while (Date.now() < until) {
    if (server.exitCode !== null) break;
    if (await answers(port)) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  await stop(server);
  throw new Error(`the server on port ${port} does not start; it says why in ${join(folder(), "log")}`);
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, "exit");
  server.kill("SIGTERM");
  await gone;
}
