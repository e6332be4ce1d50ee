/** How text is compared: exact after NFC, and folded (case and width) for `contains` and `starts_with` (A18). */

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
const ASCII = /^[\u0000-\u007f]*$/;
/** Letters whose folded form is not the small letter of their capital. */
const FOLDED: Readonly<Record<string, string>> = { ı: "ı", ẞ: "ss" };

/** The text in normal form C, in which texts are equal or not. */
export function nfc(text: string): string {
  return ASCII.test(text) ? text : text.normalize("NFC");
}

/** The text without differences of case and width: `ＡＢＣ` and `abc` fold alike. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return each(
    text.normalize("NFKD"),
    (letter) => FOLDED[letter] ?? letter.toUpperCase().toLowerCase(),
  ).normalize("NFKC");
}

/** Small letters, one character at a time (a sigma at the end of a word is not special). */
export function lower(text: string): string {
  return each(text.normalize("NFD"), (letter) => letter.toLowerCase()).normalize("NFC");
}

/** Capital letters, one character at a time. */
export function upper(text: string): string {
  return each(text.normalize("NFD"), (letter) => letter.toUpperCase()).normalize("NFC");
}

/** How many characters (not UTF-16 units) a text has. */
export function characters(text: string): number {
  return [...nfc(text)].length;
}

/** The order of texts: by code points, where JavaScript's own `<` goes by UTF-16 units. */
export function compareTexts(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index += 1) {
    const first = left.charCodeAt(index);
    const second = right.charCodeAt(index);
    if (first !== second) return rank(first) - rank(second);
  }
  return left.length - right.length;
}

/** Halves of a surrogate pair stand for code points above every other UTF-16 unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

function each(text: string, change: (letter: string) => string): string {
  return Array.from(text, change).join("");
}
