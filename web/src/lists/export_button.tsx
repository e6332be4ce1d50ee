/** Takes records away as a table, for those whose duty allows it; what limits say to it is asked and told. */
import { DownloadOutlined } from "@ant-design/icons";
import { Button, Dropdown, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Reason, Refused } from "../api/http";
import { type ExportAsk, useExport } from "../api/lists";
import { Confirm } from "../forms/confirm";
import { Refusal } from "../forms/refusal";
import { useAfterwards } from "../forms/use_afterwards";

export function ExportButton({ ask }: { ask: Omit<ExportAsk, "format" | "confirmed"> }) {
  const { t } = useTranslation();
  const afterwards = useAfterwards();
  const take = useExport();
  const [format, setFormat] = useState<"csv" | "xlsx">("xlsx");
  const [unmet, setUnmet] = useState<Reason[]>([]);
  const go = (wanted: "csv" | "xlsx", confirmed?: Record<string, string>) => {
    setFormat(wanted);
    afterwards(take.mutateAsync({ ...ask, format: wanted, confirmed }), {
      said: t("lists.taken"),
      done: () => setUnmet([]),
      failed: (error) => {
        const reasons = error instanceof Refused ? error.reasons : [];
        setUnmet(reasons.length && reasons.every((one) => one.code === "limits.confirm") ? reasons : []);
      },
    });
  };
  const refused = take.error && unmet.length === 0;
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: (["xlsx", "csv"] as const).map((one) => ({
            key: one,
            label: t(`lists.export_${one}`),
            onClick: () => go(one),
          })),
        }}
      >
        <Button icon={<DownloadOutlined aria-hidden />} loading={take.isPending}>
          {t("lists.export")}
        </Button>
      </Dropdown>
      {refused && (
        <Modal open title={t("lists.export")} footer={null} onCancel={() => take.reset()}>
          <Refusal error={take.error} />
        </Modal>
      )}
      {unmet.length > 0 && (
        <Confirm
          reasons={unmet}
          busy={take.isPending}
          close={() => {
            setUnmet([]);
            take.reset();
          }}
          confirm={(said) => go(format, said)}
        />
      )}
    </>
  );
}
