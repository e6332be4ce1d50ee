/** The two languages of the application. Its own words are in the catalogues beside this file, those of the pack come with it. */
import i18next from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { speak } from "../api/http";
import en from "./en.json";
import zh from "./zh-CN.json";

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

/** Begin in the language that was chosen here before, else in the browser's. */
export function startLanguage(): void {
  const first = known(localStorage.getItem(KEPT)) ?? navigator.languages.map(known).find(Boolean) ?? "en";
  i18next.use(initReactI18next).init({
    lng: first,
    fallbackLng: "en",
    resources: { en: { translation: en }, "zh-CN": { translation: zh } },
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

/** Texts of the pack in the language of the reader. */
export function useLabel(): (label: Label | null | undefined, otherwise?: string) => string {
  const language = useLanguage();
  return (label, otherwise = "") => label?.[language] ?? label?.en ?? label?.["zh-CN"] ?? otherwise;
}
