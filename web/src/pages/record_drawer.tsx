import { useNavigate } from "@tanstack/react-router";
import { Drawer } from "antd";
import { type ReactNode, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Opening, type Place } from "../records/open_record";
import { RecordPanel } from "../records/record_panel";

const NARROW = "(max-width: 900px)";

/** Records open beside the page; where there is no room beside it, as pages of their own. */
export function RecordDrawer({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [shown, setShown] = useState<Place>();
  const [open, setOpen] = useState(false);
  const show = useCallback(
    (place: Place) => {
      if (matchMedia(NARROW).matches)
        void navigate({ to: "/records/$entity/$id", params: { entity: place.entity, id: place.id } });
      else {
        setShown(place);
        setOpen(true);
      }
    },
    [navigate],
  );
  return (
    <Opening.Provider value={show}>
      {children}
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        size={720}
        title={t("pages.record")}
        destroyOnHidden
        styles={{ body: { padding: 16 } }}
      >
        {shown && <RecordPanel key={shown.id} entity={shown.entity} id={shown.id} />}
      </Drawer>
    </Opening.Provider>
  );
}
