/** The two languages of the application. Its own words are in the folders beside this file, a file for each room; those of the pack come with it. */
import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { speak } from "../api/http";

export const LANGUAGES = ["zh-CN", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
/** A text of the pack: by language. */
export type Label = Partial<Record<string, string>>;

const KEPT = "pointsman.language";

function known(name: string | null | undefined): Language | undefined {
  if (!name) return undefined;
  return name.toLowerCase().startsWith("zh")
    ? "zh-CN"
    : name.toLowerCase().startsWith("en")
      ? "en"
      : undefined;
}

type Words = Record<string, unknown>;
const FILES = import.meta.glob<Words>(["./en/*.json", "./zh-CN/*.json"], { eager: true, import: "default" });

/** The words of one language: by room, then by key. */
export function wordsOf(language: Language): Words {
  const files = Object.entries(FILES).filter(([path]) => path.startsWith(`./${language}/`));
  return Object.fromEntries(files.map(([path, words]) => [path.split("/")[2]?.replace(".json", ""), words]));
}

/** Begin in the language that was chosen here before, else in the browser's. */
export function startLanguage(): void {
  const first = known(localStorage.getItem(KEPT)) ?? navigator.languages.map(known).find(Boolean) ?? "en";
  i18next.use(initReactI18next).init({
    lng: first,
    fallbackLng: "en",
    resources: Object.fromEntries(LANGUAGES.map((name) => [name, { translation: wordsOf(name) }])),
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  tell(first);
}

/** Another language, at once and from now on. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEPT, language);
  tell(language);
  void i18next.changeLanguage(language);
}

/** The language of the account, unless another was chosen in this browser. */
export function preferLanguage(name: string | null): void {
  const found = known(name);
  if (found && !localStorage.getItem(KEPT) && found !== i18next.language) {
    tell(found);
    void i18next.changeLanguage(found);
  }
}

function tell(language: Language): void {
  document.documentElement.lang = language;
  speak({ language });
}

export function useLanguage(): Language {
  return useTranslation().i18n.language as Language;
}

/** A label within a sentence: English begins only names and abbreviations with a capital there. */
export function within(label: string, language: string): string {
  return language === "en" && /^[A-Z][a-z]/.test(label)
    ? label.charAt(0).toLowerCase() + label.slice(1)
    : label;
}

/** Texts of the pack in the language of the reader. */
export function useLabel(): (label: Label | null | undefined, otherwise?: string) => string {
  const language = useLanguage();
  return (label, otherwise = "") => label?.[language] ?? label?.en ?? label?.["zh-CN"] ?? otherwise;
}
