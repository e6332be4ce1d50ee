/** Whose things this browser keeps: one person's at a time, by the name that they sign in with. */
const PLACE = "pointsman.owner";
const KEPT = ["pointsman.seen.", "pointsman.unsent"];

export function owner(): string | null {
  return localStorage.getItem(PLACE);
}

/** From now on things are kept for this person; what was kept for anybody else is gone. */
export function own(login: string): void {
  if (owner() === login) return;
  forgetAll();
  localStorage.setItem(PLACE, login);
}

/** Nothing of anybody is kept here any more. */
export function forgetAll(): void {
  for (const key of Object.keys(localStorage))
    if (key === PLACE || KEPT.some((begin) => key.startsWith(begin))) localStorage.removeItem(key);
  dispatchEvent(new Event("storage"));
}
