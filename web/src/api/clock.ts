/** The server's clock. What is due, late or past is told by it, never by the clock of whoever looks. */

let ahead = 0; // milliseconds by which the server's clock is ahead of this machine's

/** The server has just told its time. */
export function setClock(told: string): void {
  const time = Date.parse(told);
  if (!Number.isNaN(time)) ahead = time - Date.now();
}

/** The present moment by the server's clock, in milliseconds since 1970. */
export function now(): number {
  return Date.now() + ahead;
}

/** A moment by this machine's clock, told by the server's: what was kept here stands among what comes from there. */
export function byServer(own: number): string {
  return new Date(own + ahead).toISOString();
}
