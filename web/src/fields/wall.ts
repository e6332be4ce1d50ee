/** Moments as a clock on the wall of a time zone shows them, and back. */

/** `2026-03-02T17:05` of a moment, in a time zone. */
export function wallOf(at: string, zone: string): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(at));
  return parts.replace(" ", "T");
}

/**
 * The moment at which the clock shows it, as RFC 3339 in UTC; where it shows it twice, the first. An hour that a change of
 * clocks leaps over is read by the clock from before it, so it is found right after.
 */
export function momentOf(wall: string, zone: string): string {
  const asked = Date.parse(`${wall}:00Z`);
  const ahead = (at: number) => Date.parse(`${wallOf(iso(at), zone)}:00Z`) - at;
  const before = asked - ahead(asked - DAY);
  const after = asked - ahead(asked + DAY);
  return iso(wallOf(iso(before), zone) === wall || wallOf(iso(after), zone) !== wall ? before : after);
}

function iso(at: number): string {
  return new Date(at).toISOString().replace(".000Z", "Z");
}

const DAY = 86_400_000;
