/** The server's clock. What is due, late or past is told by it, never by the clock of whoever looks. */

const PLACE = "pointsman.clock";

// Milliseconds by which the server's clock is ahead of this machine's; known from before where a page is loaded out of its reach.
let ahead = Number(localStorage.getItem(PLACE) ?? 0);

/** The server has just told its time. */
export function setClock(told: string): void {
  const time = Date.parse(told);
  if (Number.isNaN(time)) return;
  ahead = time - Date.now();
  localStorage.setItem(PLACE, String(ahead));
}

/** The present moment by the server's clock, in milliseconds since 1970. */
export function now(): number {
  return Date.now() + ahead;
}

/** A moment by this machine's clock, told by the server's: what was kept here stands among what comes from there. */
export function byServer(own: number): string {
  return new Date(own + ahead).toISOString();
}
