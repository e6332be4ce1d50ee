/** Whether a moment lies in somebody's quiet hours, by the company's clock; over midnight when the end is the earlier. */
export function inQuiet({ from, until }: { from: string; until: string }, at: number, zone: string): boolean {
  const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const time = wall.format(at);
  if (from === until) return false;
  return from < until ? from <= time && time < until : time >= from || time < until;
}
