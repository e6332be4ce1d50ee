/** The server that journeys visit: a demonstration on a clock that goes on from where its sample ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const PATIENCE = 900_000; // ms, for a sample to be played on a busy machine

/** Where everything of this run lies. */
export const folder = () => {
  const place = process.env.WEB_TEST_FOLDER;
  if (!place) throw new Error("playwright.config.ts names the folder");
  return place;
};

/** Packs with a sample of each, as pack/sample: WEB_TEST_SAMPLES names them, the one that is usually visited first. */
export const SHOWN = (process.env.WEB_TEST_SAMPLES ?? "education_training/tiny").split(" ");
const [USUAL = ""] = SHOWN;

/** What a test visits: one of SHOWN, anew for itself and at a moment after its clock; else all tests of a file share a house. */
export interface Visit {
  shown?: string;
  anew?: boolean;
  after?: number; // minutes
}

const placeOf = (shown: string) => join(folder(), shown.replace("/", "-"));

/** Everybody's passwords, as the first start printed them. */
export const signIns = (shown = USUAL) => `${placeOf(shown)}.json`;

/** Play the samples once; every house begins as a copy of one. A folder that WEB_TEST_FOLDER names may hold them already. */
export async function playSamples(port: number): Promise<void> {
  if (await answers(port))
    throw new Error(`something listens on port ${port} already: WEB_TEST_PORT names another`);
  for (const shown of SHOWN) {
    if (existsSync(signIns(shown)) && readFileSync(signIns(shown), "utf8")) continue;
    const server = start(shown, placeOf(shown), port, signIns(shown));
    await ready(server, port);
    await stop(server);
  }
}

/** A server whose data begin anew for every file of journeys, or every test: none finds what another has done. */
export class House {
  private visitor = "";
  private server: ChildProcess | undefined;
  private readonly place: string;

  constructor(private readonly port: number) {
    this.place = join(folder(), `house-${port}`);
  }

  /** The address under which this file, or this test, finds its data. */
  async of(visitor: string, { shown = USUAL, after }: Visit): Promise<string> {
    if (visitor !== this.visitor) {
      await this.close();
      cpSync(placeOf(shown), this.place, { recursive: true });
      const at = after === undefined ? [] : ["--now", momentAfter(shown, after)];
      this.server = start(shown, this.place, this.port, join(folder(), `talk-${this.port}`), at);
      await ready(this.server, this.port);
      this.visitor = visitor;
    }
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    if (this.server) await stop(this.server);
    this.server = undefined;
    rmSync(this.place, { recursive: true, force: true });
  }
}

/** So many minutes after the clock of a sample. */
function momentAfter(shown: string, minutes: number): string {
  const file = join("..", "definitions", shown.replace("/", "/samples/"));
  const { clock } = JSON.parse(readFileSync(`${file}.json`, "utf8")) as { clock: string };
  return new Date(Date.parse(clock) + minutes * 60_000).toISOString();
}

function start(shown: string, place: string, port: number, told: string, more: string[] = []): ChildProcess {
  mkdirSync(place, { recursive: true });
  const [pack = "", sample = ""] = shown.split("/");
  const run = ["-c", "from server.cli import main; main()", "serve", "--demo", "--sample", sample];
  const own = [
    "--pack",
    join("definitions", pack),
    "--var",
    place,
    "--port",
    String(port),
    "--json",
    ...more,
  ];
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
