import { EditOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { type Begun, draftName, draftsQuery, dropDraft } from "../api/drafts";
import { ALL_FIELDS } from "../api/forms";
import { Moment } from "../fields/moment";
import { useLabel } from "../language";
import "./unfinished.css";
import { forgetDraft } from "./use_draft";

const MOST = 3;

/** What one began to fill in and did not send: to go on with, or to throw away. */
export function Unfinished() {
  const { t } = useTranslation();
  const { data } = useQuery(draftsQuery);
  if (!data || data.data.length === 0) return null;
  return (
    <section className="panel strip unfinished" aria-label={t("drafts.title")}>
      <EditOutlined />
      <strong>{t("drafts.title")}</strong>
      <ul>
        {data.data.slice(0, MOST).map((one) => (
          <Draft
            key={`${one.form} ${one.record}`}
            one={one}
            title={one.record ? data.titles[`${one.entity}/${one.record}`] : undefined}
          />
        ))}
      </ul>
      {data.data.length > MOST && (
        <span className="quiet">{t("drafts.more", { count: data.data.length - MOST })}</span>
      )}
    </section>
  );
}

function Draft({ one, title }: { one: Begun; title?: string }) {
  const { t } = useTranslation();
  const label = useLabel();
  const client = useQueryClient();
  const name = one.record ? `${one.form}:${one.record}` : one.form;
  const drop = useMutation({
    mutationFn: () => dropDraft(name),
    onSuccess: () => {
      forgetDraft(name);
      return client.invalidateQueries({ queryKey: draftsQuery.queryKey });
    },
  });
  const said = [label(one.label, one.form), title].filter(Boolean).join(" · ");
  return (
    <li>
      {one.record ? (
        <Link to="/records/$entity/$id" params={{ entity: one.entity, id: one.record }}>
          {said}
        </Link>
      ) : (
        <Link
          to="/records/$entity/new"
          params={{ entity: one.entity }}
          search={one.form === draftName(ALL_FIELDS, one.entity) ? {} : { form: one.form }}
        >
          {said}
        </Link>
      )}
      <span className="quiet">
        <Moment at={one.at} relative />
      </span>
      <Button size="small" type="text" loading={drop.isPending} onClick={() => drop.mutate()}>
        {t("drafts.drop")}
        <span className="hidden">{said}</span>
      </Button>
    </li>
  );
}
