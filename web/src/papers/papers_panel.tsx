import { DownloadOutlined, FilePdfOutlined, PrinterOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { App, Button, Segmented, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type DocumentOffer,
  paperAddress,
  papersQuery,
  sheetQuery,
  useMakePaper,
  type Which,
} from "../api/papers";
import { Refusal } from "../forms/refusal";
import { useAfterwards } from "../forms/use_afterwards";
import { useLanguage } from "../language";
import { Failed } from "../shell/failed";
import { PaperList } from "./paper_list";
import { printPdf } from "./print_pdf";
import { SheetView } from "./sheet_view";

interface About {
  entity: string;
  id: string;
}

/** The documents of a record: how one looks, making it for good, and what was made before. */
export function PapersPanel(about: About) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, error, refetch } = useQuery(papersQuery(about, language));
  const [chosen, setChosen] = useState<string>();
  const [written, setWritten] = useState<string>();
  if (error) return <Failed error={error} again={refetch} />;
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />;
  const offer = data.documents.find((one) => one.id === chosen) ?? data.documents[0];
  if (!offer) return <p className="quiet">{t("papers.none")}</p>;
  const languages = offer.languages;
  const wanted = written ?? language;
  const which = {
    ...about,
    document: offer.id,
    language: languages.includes(wanted) ? wanted : (languages[0] ?? language),
  };
  return (
    <div>
      <div className="paper-bar">
        {data.documents.length > 1 && (
          <Segmented
            value={offer.id}
            onChange={setChosen}
            options={data.documents.map((one) => ({ value: one.id, label: one.label }))}
          />
        )}
        {languages.length > 1 && (
          <Segmented
            value={which.language}
            onChange={setWritten}
            options={languages.map((one) => ({ value: one, label: t(`papers.language.${one}`, one) }))}
          />
        )}
      </div>
      <One key={`${which.document} ${which.language}`} which={which} offer={offer} />
      <PaperList
        which={which}
        papers={data.papers.filter((one) => one.document === offer.id)}
        title={(place) => data.titles[place]}
      />
    </div>
  );
}

function One({ which, offer }: { which: Which; offer: DocumentOffer }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { data, error, refetch } = useQuery(sheetQuery(which));
  const make = useMakePaper(which);
  const afterwards = useAfterwards();
  if (error) return <Failed error={error} again={refetch} />;
  if (!data) return <Skeleton active paragraph={{ rows: 12 }} />;
  const made = data.current;
  const print = () =>
    printPdf(paperAddress(which, made ?? 0)).catch(() => message.error(t("papers.not_printed")));
  return (
    <>
      {make.error && <Refusal error={make.error} />}
      <div className="paper-bar">
        {made ? (
          <>
            <Button type="primary" icon={<DownloadOutlined />} href={paperAddress(which, made)} download>
              {t("papers.download")}
            </Button>
            <Button icon={<PrinterOutlined />} onClick={print}>
              {t("papers.print")}
            </Button>
          </>
        ) : (
          <Button
            type="primary"
            icon={<FilePdfOutlined />}
            disabled={!offer.allowed}
            loading={make.isPending}
            onClick={() => afterwards(make.mutateAsync(), { said: t("papers.made") })}
          >
            {t("papers.make")}
          </Button>
        )}
        <span className="quiet wide">
          {made ? t("papers.version", { number: made }) : t("papers.preview")}
        </span>
      </div>
      {!made && !offer.allowed && (
        <ul className="quiet" style={{ margin: "0 0 12px", paddingInlineStart: 18 }}>
          {offer.reasons.map((one) => (
            <li key={one.code + one.text}>{one.text}</li>
          ))}
        </ul>
      )}
      <SheetView html={data.html} title={`${offer.label} ${data.name}`} />
    </>
  );
}
