/** The look a person chose: light, dark or as the system has it; comfortable or compact. Kept in this browser. */
import { App, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { useLanguage } from "../language";
import { type Density, type Look, themeOf } from "./tokens";

type Wish = Look | "system";
interface Chosen {
  wish: Wish;
  look: Look;
  density: Density;
  choose: (next: { wish?: Wish; density?: Density }) => void;
}

const KEPT = "pointsman.look";
const DARK = "(prefers-color-scheme: dark)";
const Context = createContext<Chosen | null>(null);

function kept(): { wish: Wish; density: Density } {
  const [wish, density] = (localStorage.getItem(KEPT) ?? "").split(" ");
  return {
    wish: wish === "light" || wish === "dark" ? wish : "system",
    density: density === "compact" ? "compact" : "comfortable",
  };
}

export function LookProvider({ children }: { children: ReactNode }) {
  const [chosen, setChosen] = useState(kept);
  const [systemDark, setSystemDark] = useState(() => matchMedia(DARK).matches);
  const chinese = useLanguage() === "zh-CN";
  useEffect(() => {
    const media = matchMedia(DARK);
    const changed = () => setSystemDark(media.matches);
    media.addEventListener("change", changed);
    return () => media.removeEventListener("change", changed);
  }, []);
  const look: Look = chosen.wish === "system" ? (systemDark ? "dark" : "light") : chosen.wish;
  useEffect(() => {
    document.documentElement.dataset.look = look;
    document.documentElement.style.colorScheme = look;
  }, [look]);
  const value = useMemo<Chosen>(
    () => ({
      ...chosen,
      look,
      choose: (next) => {
        const all = { ...chosen, ...next };
        localStorage.setItem(KEPT, `${all.wish} ${all.density}`);
        setChosen(all);
      },
    }),
    [chosen, look],
  );
  const theme = useMemo(() => themeOf(look, chosen.density), [look, chosen.density]);
  return (
    <Context.Provider value={value}>
      <ConfigProvider
        theme={theme}
        locale={chinese ? zhCN : enUS}
        componentSize={chosen.density === "compact" ? "small" : "middle"}
        button={{ autoInsertSpace: false }}
      >
        <App>{children}</App>
      </ConfigProvider>
    </Context.Provider>
  );
}

export function useLook(): Chosen {
  const found = useContext(Context);
  if (!found) throw new Error("no look here");
  return found;
}
