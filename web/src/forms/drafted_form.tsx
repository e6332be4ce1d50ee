import { Alert, Button, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormView, type FormViewProps } from "./form_view";
import { useDraft } from "./use_draft";
import { valuesOf } from "./values";

/** A form that goes on where it was left: what is typed is kept until it is sent or thrown away. */
export function DraftedForm(props: FormViewProps) {
  const { t } = useTranslation();
  const { shape, target, done } = props;
  const [first] = useState(() => valuesOf(shape));
  const draft = useDraft(shape, target.id, first);
  const [begun, setBegun] = useState<boolean>();
  const [round, setRound] = useState(0);
  if (!draft.values) return <Skeleton active />;
  const restored = begun ?? Object.keys(draft.values).length > 0;
  if (begun === undefined) setBegun(restored);
  const anew = () => {
    draft.drop();
    setBegun(false);
    setRound(round + 1);
  };
  return (
    <>
      {restored && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 12 }}
          title={t("drafts.restored")}
          action={
            <Button size="small" onClick={anew}>
              {t("drafts.anew")}
            </Button>
          }
        />
      )}
      <FormView
        {...props}
        key={round}
        given={{ ...props.given, ...(round === 0 ? draft.values : {}) }}
        onTyped={draft.keep}
        done={(told) => {
          draft.drop();
          done(told);
        }}
        later={() => {
          anew();
          props.later?.();
        }}
      />
    </>
  );
}
