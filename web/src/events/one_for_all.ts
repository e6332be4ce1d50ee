/** One stream for all windows of a browser: the server gives an account few, and the browser has few ways to one server. */
import { openStream } from "./stream";
import type { Reach, Told } from "./told";

const NAME = "pointsman.events";
type Said = { told: Told } | { reach: Reach } | { gone: true } | { who: true };

/** Listen until the function that comes back is called; one window holds the stream and tells the others. */
export function listen(hear: (told: Told) => void, reached: (reach: Reach) => void, gone: () => void) {
  if (!("locks" in navigator)) return whileSeen(hear, reached, gone);
  const channel = new BroadcastChannel(NAME);
  const leaving = new AbortController();
  let mine: Reach | undefined; // of the window that holds the stream
  const take = (said: Said) => {
    if ("told" in said) hear(said.told);
    if ("reach" in said) reached(said.reach);
    if ("gone" in said) gone();
    if ("who" in said && mine) channel.postMessage({ reach: mine });
  };
  const say = (said: Said) => {
    if ("reach" in said) mine = said.reach;
    take(said);
    channel.postMessage(said);
  };
  channel.onmessage = ({ data }: MessageEvent<Said>) => take(data);
  channel.postMessage({ who: true });
  const hold = () =>
    new Promise<void>((released) => {
      const close = openStream({
        hear: (told) => say({ told }),
        reached: (reach) => say({ reach }),
        gone: () => say({ gone: true }),
      });
      leaving.signal.addEventListener("abort", () => {
        close();
        released();
      });
    });
  navigator.locks.request(NAME, { signal: leaving.signal }, hold).catch((error) => {
    if (!leaving.signal.aborted) throw error;
  });
  return () => {
    leaving.abort();
    channel.close();
  };
}

/** Where windows cannot agree (a page that came unencrypted), each listens while it is looked at. */
function whileSeen(hear: (told: Told) => void, reached: (reach: Reach) => void, gone: () => void) {
  let close: (() => void) | undefined;
  const turn = () => {
    close?.();
    close = document.hidden ? undefined : openStream({ hear, reached, gone });
  };
  const seen = () => {
    turn();
    if (!document.hidden) hear({ name: "reset" });
  };
  document.addEventListener("visibilitychange", seen);
  turn();
  return () => {
    document.removeEventListener("visibilitychange", seen);
    close?.();
  };
}
