/** From the text of a formula to its syntax tree: a Pratt parser for the few forms that have a meaning. */
import { MAX_DEPTH, unreadable } from "./reading";

export type Syntax =
  | { readonly at: "number" | "text"; readonly text: string }
  | { readonly at: "word"; readonly value: boolean | null }
  | { readonly at: "path"; readonly path: string }
  | { readonly at: "call"; readonly name: string; readonly parts: readonly Syntax[] }
  | { readonly at: "list"; readonly parts: readonly Syntax[] }
  | { readonly at: "sign"; readonly minus: boolean; readonly of: Syntax }
  | { readonly at: "not"; readonly of: Syntax }
  | { readonly at: "arithmetic"; readonly operator: string; readonly left: Syntax; readonly right: Syntax }
  | { readonly at: "compare"; readonly sides: readonly Syntax[]; readonly operators: readonly string[] }
  | { readonly at: "and" | "or"; readonly parts: readonly Syntax[] }
  | { readonly at: "if"; readonly test: Syntax; readonly then: Syntax; readonly otherwise: Syntax };

const MAX_LENGTH = 4_096;
const TOKEN =
  /\s*(?:(?<number>\d+(?:\.\d+)?(?![\w.]))|(?<text>'[^'\\]*'|"[^"\\]*")|(?<name>[A-Za-z_]\w*)|(?<sign>\/\/|[=!<>]=|[-+*/%<>()[\],.]))/y;
const IF = 1;
const OR = 2;
const AND = 3;
const NOT = 4;
const COMPARE = 5;
const SIGN = 8;
const ARITHMETIC: Readonly<Record<string, number>> = { "+": 6, "-": 6, "*": 7, "/": 7, "//": 7, "%": 7 };
const COMPARISONS: readonly string[] = ["==", "!=", "<", "<=", ">", ">=", "in", "not"];
const WORDS: Readonly<Record<string, boolean | null>> = { True: true, False: false, None: null };
const KEYWORDS: readonly string[] = ["if", "else", "and", "or", "not", "in", "is"];

interface Token {
  readonly kind: "number" | "text" | "name" | "sign";
  readonly text: string;
}

/** The syntax tree of a formula; what is no formula is refused. */
export function parseFormula(text: string): Syntax {
  const parser = new Parser(tokens(text));
  const found = parser.expression(IF);
  return parser.ended ? found : unreadable(text);
}

function tokens(source: string): Token[] {
  if (source.length > MAX_LENGTH) return unreadable("too long");
  const text = source.replace(/[\t\r\n]/g, " ").trim();
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const groups = TOKEN.exec(text)?.groups ?? unreadable(text);
    for (const kind of ["number", "text", "name", "sign"] as const) {
      const part = groups[kind];
      if (part !== undefined) found.push({ kind, text: part });
    }
  }
  return found;
}

class Parser {
  private place = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get ended(): boolean {
    return this.place === this.tokens.length;
  }

  /** An expression of operators that bind at least as strongly as `power`. */
  expression(power: number): Syntax {
    let left = this.prefix(power);
    for (;;) {
      const operator = this.peek();
      const arithmetic = Object.hasOwn(ARITHMETIC, operator) ? (ARITHMETIC[operator] ?? 0) : 0;
      if (arithmetic >= power && arithmetic > 0) {
        this.place += 1;
        left = { at: "arithmetic", operator, left, right: this.expression(arithmetic + 1) };
      } else if (COMPARE >= power && COMPARISONS.includes(operator)) left = this.compared(left);
      else if (AND >= power && operator === "and") left = this.joined("and", left, AND);
      else if (OR >= power && operator === "or") left = this.joined("or", left, OR);
      else if (IF >= power && operator === "if") left = this.choice(left);
      else return left;
    }
  }

  private prefix(power: number): Syntax {
    const { kind, text } = this.tokens[this.place] ?? unreadable("ends early");
    this.place += 1;
    if (kind === "number") return { at: "number", text };
    if (kind === "text") return { at: "text", text: text.slice(1, -1) };
    if (kind === "name") return this.named(text, power);
    if (text === "-" || text === "+") return { at: "sign", minus: text === "-", of: this.expression(SIGN) };
    if (text === "(") return this.bracketed(")");
    return text === "[" ? this.bracketed("]") : unreadable(text);
  }

  private named(name: string, power: number): Syntax {
    if (Object.hasOwn(WORDS, name)) return { at: "word", value: WORDS[name] ?? null };
    if (name === "not" && power <= NOT) return { at: "not", of: this.expression(NOT) };
    if (KEYWORDS.includes(name)) return unreadable(name);
    if (this.taken("(")) return { at: "call", name, parts: this.listed(")").parts };
    let path = name;
    while (this.taken(".")) path += `.${this.name()}`;
    return { at: "path", path };
  }

  /** What stands in brackets: one expression, or a list (a comma, or square brackets, make it one). */
  private bracketed(end: ")" | "]"): Syntax {
    const { parts, comma } = this.listed(end);
    const [only] = parts;
    return end === ")" && !comma ? (only ?? unreadable("()")) : { at: "list", parts };
  }

  private listed(end: string): { parts: readonly Syntax[]; comma: boolean } {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) unreadable("too deep");
    const parts: Syntax[] = [];
    let comma = false;
    while (!this.taken(end)) {
      if (parts.length > 0) {
        comma = this.taken(",") || unreadable("no comma");
        if (this.taken(end)) break;
      }
      parts.push(this.expression(IF));
    }
    this.depth -= 1;
    return { parts, comma };
  }

  /** `a < b <= c` is one comparison of three sides. */
  private compared(first: Syntax): Syntax {
    const sides = [first];
    const operators: string[] = [];
    while (COMPARISONS.includes(this.peek())) {
      const operator = this.take();
      if (operator === "not" && !this.taken("in")) unreadable("not");
      operators.push(operator === "not" ? "not in" : operator);
      sides.push(this.expression(COMPARE + 1));
    }
    return { at: "compare", sides, operators };
  }

  private joined(word: "and" | "or", first: Syntax, power: number): Syntax {
    const parts = [first];
    while (this.taken(word)) parts.push(this.expression(power + 1));
    return { at: word, parts };
  }

  private choice(then: Syntax): Syntax {
    this.place += 1;
    const test = this.expression(OR);
    if (!this.taken("else")) unreadable("no else");
    return { at: "if", test, then, otherwise: this.expression(IF) };
  }

  private name(): string {
    const token = this.tokens[this.place];
    this.place += 1;
    return token?.kind === "name" ? token.text : unreadable("no name");
  }

  private take(): string {
    this.place += 1;
    return this.tokens[this.place - 1]?.text ?? "";
  }

  /** The operator that comes next; "" where a number or text comes, or nothing. */
  private peek(): string {
    const token = this.tokens[this.place];
    return token && (token.kind === "sign" || token.kind === "name") ? token.text : "";
  }

  private taken(text: string): boolean {
    const found = this.peek() === text;
    if (found) this.place += 1;
    return found;
  }
}
