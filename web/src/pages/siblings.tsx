import { useNavigate } from "@tanstack/react-router";
import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "../api/workspace";
import { entityOf, siblingsOf } from "./places";

/** The other ways to look at the same records, on a page that was worked out. */
export function Siblings({ page }: { page: string }) {
  const { t } = useTranslation();
  const { views } = useWorkspace();
  const navigate = useNavigate();
  const entity = entityOf(views, page);
  const siblings = entity ? siblingsOf(views, entity) : [];
  if (siblings.length < 2) return null;
  return (
    <>
      <span className="grow" />
      <Segmented<string>
        value={page}
        onChange={(to) => void navigate({ to: "/pages/$page", params: { page: to } })}
        aria-label={t("pages.look")}
        options={siblings.map(([id, view]) => ({
          value: id,
          label: t(`pages.${Object.values(view.blocks)[0]?.show}`),
        }))}
      />
    </>
  );
}
