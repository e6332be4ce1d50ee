/** How the application looks: one accent, quiet surfaces, a tight scale of type. */
import { type ThemeConfig, theme } from "antd";

export type Look = "light" | "dark";
export type Density = "comfortable" | "compact";

// Every stack ends in a family with Chinese glyphs.
export const FONT =
  'system-ui, -apple-system, "Segoe UI", "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei UI", "Noto Sans SC", "Noto Sans CJK SC", sans-serif';

const SURFACES = {
  light: {
    page: "#f6f6f4",
    card: "#ffffff",
    raised: "#ffffff",
    line: "#e6e5e1",
    text: "#1d1d1b",
    quiet: "#5f5e59",
  },
  dark: {
    page: "#161715",
    card: "#1e1f1d",
    raised: "#262725",
    line: "#343532",
    text: "#ecece8",
    quiet: "#a5a49d",
  },
};
const SOFT = { light: "#dfece8", dark: "#1f352f" };
const ACCENT = { light: "#1b6b58", dark: "#4cb79b" };

export function themeOf(look: Look, density: Density): ThemeConfig {
  const surface = SURFACES[look];
  const small = density === "compact";
  return {
    algorithm: look === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      fontFamily: FONT,
      fontSize: small ? 13 : 14,
      lineHeight: 1.6,
      colorPrimary: ACCENT[look],
      colorInfo: ACCENT[look],
      colorLink: ACCENT[look],
      colorBgLayout: surface.page,
      colorBgContainer: surface.card,
      colorBgElevated: surface.raised,
      colorBorder: surface.line,
      colorBorderSecondary: surface.line,
      colorText: surface.text,
      colorTextSecondary: surface.quiet,
      colorTextTertiary: surface.quiet,
      colorTextPlaceholder: surface.quiet,
      colorTextQuaternary: surface.quiet,
      borderRadius: 6,
      controlHeight: small ? 28 : 32,
      wireframe: false,
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.16s",
    },
    components: {
      Table: {
        cellPaddingBlock: small ? 6 : 9,
        cellPaddingInline: 12,
        headerBg: surface.page,
        headerSplitColor: "transparent",
      },
      Card: { bodyPadding: small ? 12 : 16, headerHeight: 44 },
      Form: { itemMarginBottom: small ? 12 : 16, labelColor: surface.quiet },
      Select: { optionSelectedBg: SOFT[look], optionActiveBg: surface.page },
      Menu: {
        itemHeight: small ? 30 : 34,
        itemMarginInline: 8,
        itemMarginBlock: 1,
        itemBorderRadius: 6,
        itemBg: "transparent",
        itemSelectedBg: SOFT[look],
        itemSelectedColor: ACCENT[look],
      },
      // White on the lighter accent of the dark look would be too faint to read, and so would the link that its algorithm dims.
      Button: {
        colorLink: ACCENT[look],
        primaryColor: look === "dark" ? "#0a1f19" : "#ffffff",
        primaryShadow: "none",
        defaultShadow: "none",
        dangerShadow: "none",
      },
      Segmented: { trackBg: surface.line },
    },
  };
}
