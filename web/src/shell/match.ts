/** Finding a label by a few letters: from its beginning, within it, by its letters in order, or by the initials of its sound. */

// The first character of each initial in the order of their sound.
const FIRST = "阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀";
const LETTERS = "abcdefghjklmnopqrstwxyz";
const CHINESE = /[\u4e00-\u9fff]/;
const order = new Intl.Collator("zh-CN-u-co-pinyin");

/** `线索` is `xs`; what is not Chinese stays. */
export function initials(text: string): string {
  return [...text].map((sign) => (CHINESE.test(sign) ? initial(sign) : sign.toLowerCase())).join("");
}

function initial(sign: string): string {
  const at = [...FIRST].findLastIndex((first) => order.compare(first, sign) <= 0);
  return LETTERS[at] ?? sign;
}

/** How well the words fit one of the labels, 0 for not at all. */
export function fit(words: string, labels: readonly string[]): number {
  const wanted = words.trim().toLowerCase();
  if (!wanted) return 1;
  return Math.max(0, ...labels.map((label) => fitOne(wanted, label.toLowerCase())));
}

function fitOne(wanted: string, label: string): number {
  if (label.startsWith(wanted)) return 6;
  if (label.split(/[\s·:：]+/).some((word) => word.startsWith(wanted))) return 5;
  if (label.includes(wanted)) return 4;
  const sound = initials(label).replace(/\s/g, "");
  if (CHINESE.test(label) && sound.startsWith(wanted)) return 4;
  if (CHINESE.test(label) && sound.includes(wanted)) return 3;
  return wanted.length > 2 && inOrder(wanted, label) ? 1 : 0;
}

function inOrder(wanted: string, label: string): boolean {
  let at = -1;
  return [...wanted].every((sign) => {
    at = label.indexOf(sign, at + 1);
    return at >= 0;
  });
}
