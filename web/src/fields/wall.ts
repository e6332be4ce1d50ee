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

/** The moment at which the clock shows it, as RFC 3339 in UTC; where it shows it twice, the first. */
export function momentOf(wall: string, zone: string): string {
  const asked = Date.parse(`${wall}:00Z`);
  const ahead = (at: number) => Date.parse(`${wallOf(new Date(at).toISOString(), zone)}:00Z`) - at;
  const first = asked - ahead(asked - ahead(asked));
  const found = Math.min(first, asked - ahead(asked - DAY));
  const shown = wallOf(new Date(found).toISOString(), zone) === wall ? found : first;
  return new Date(shown).toISOString().replace(".000Z", "Z");
}

const DAY = 86_400_000;
