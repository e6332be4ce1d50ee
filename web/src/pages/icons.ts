/** The pictures that a page may name; any other name gets the plain one. */
import {
  AppstoreOutlined,
  BarChartOutlined,
  CalendarOutlined,
  CommentOutlined,
  CustomerServiceOutlined,
  DashboardOutlined,
  FileTextOutlined,
  IdcardOutlined,
  NotificationOutlined,
  ReadOutlined,
  ShopOutlined,
  TeamOutlined,
  ToolOutlined,
  WalletOutlined,
} from "@ant-design/icons";
import type { ComponentType } from "react";

const ICONS: Readonly<Record<string, ComponentType>> = {
  book: ReadOutlined,
  calendar: CalendarOutlined,
  chart: BarChartOutlined,
  chat: CommentOutlined,
  dashboard: DashboardOutlined,
  desk: IdcardOutlined,
  document: FileTextOutlined,
  headset: CustomerServiceOutlined,
  megaphone: NotificationOutlined,
  money: WalletOutlined,
  shop: ShopOutlined,
  team: TeamOutlined,
  tool: ToolOutlined,
};

export function iconOf(name: string | null | undefined): ComponentType {
  return ICONS[name ?? ""] ?? AppstoreOutlined;
}
