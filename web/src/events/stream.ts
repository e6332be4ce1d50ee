/** One stream of events, kept open: comes back by itself, and says how the server is reached meanwhile. */
import { setClock } from "../api/clock";
import { ask, Refused } from "../api/http";
import type { Here } from "../api/session";
import { NAMES, type Reach, readTold, type Told } from "./told";

const ADDRESS = "/api/v1/events";
const MUTE = 8_000; // milliseconds; a way on which no greeting has come by then holds events back
const FIRST_TRY = 3_000;
const LAST_TRY = 30_000;

export interface Ears {
  hear: (told: Told) => void;
  reached: (reach: Reach) => void;
  /** Nobody is signed in any more. */
  gone: () => void;
}

/** Listen until the function that comes back is called. */
export function openStream({ hear, reached, gone }: Ears): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_TRY;
  let missed = false; // whether a stream began anew, so that the server does not know what was heard before

  const listen = () => {
    source?.close();
    source = new EventSource(ADDRESS);
    for (const name of NAMES)
      source.addEventListener(name, ({ data }: MessageEvent<string>) => {
        const told = readTold(name, data);
        if (told?.name === "hello") greeted(told.now);
        else if (told) hear(told);
      });
    source.onerror = () => later(probe, 0);
    later(probe, MUTE);
  };
  const greeted = (time: string) => {
    clearTimeout(timer);
    wait = FIRST_TRY;
    setClock(time);
    reached("live");
    if (missed) hear({ name: "reset" });
    missed = false;
  };
  /** Nothing is heard: is the server there at all, and does it still know who asks? */
  const probe = async () => {
    try {
      const { me, now } = await ask<Here>("session");
      setClock(now);
      if (!me) {
        stop();
        return gone();
      }
      reached("polling");
    } catch (error) {
      if (error instanceof Refused) reached(error.unreachable || error.status >= 500 ? "offline" : "polling");
    }
    // A stream that is still trying knows the last event that it heard; one that has given up begins anew.
    if (source?.readyState === EventSource.CLOSED) {
      missed = true;
      later(listen, wait);
    } else later(probe, wait);
    wait = Math.min(wait * 2, LAST_TRY);
  };
  const later = (act: () => unknown, after: number) => {
    clearTimeout(timer);
    timer = setTimeout(act, after);
  };
  const lost = () => reached("offline");
  const found = () => {
    wait = FIRST_TRY;
    later(probe, 0);
  };
  const stop = () => {
    clearTimeout(timer);
    source?.close();
    removeEventListener("offline", lost);
    removeEventListener("online", found);
  };
  addEventListener("offline", lost);
  addEventListener("online", found);
  listen();
  return stop;
}
