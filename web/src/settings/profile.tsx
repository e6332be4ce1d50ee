import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useOwnLanguage } from "../api/own";
import { useMe } from "../api/session";
import { useWorkspace } from "../api/workspace";
import { Refusal } from "../forms/refusal";
import { chooseLanguage, LANGUAGES, type Language, useLabel } from "../language";
import { LANGUAGE_NAMES } from "../shell/switches";
import { Row } from "./row";

const PACK = "pack";

/** Who one is, and in which language one is spoken to. */
export function Profile() {
  const { t } = useTranslation();
  const label = useLabel();
  const me = useMe();
  const { posts } = useWorkspace();
  const put = useOwnLanguage();
  const choose = (language: string) => {
    put.mutate(language === PACK ? null : language);
    if (language !== PACK) chooseLanguage(language as Language);
  };
  return (
    <>
      {put.error && <Refusal error={put.error} />}
      <Row label={t("settings.profile.name")}>{me.person.name ?? "–"}</Row>
      <Row label={t("settings.profile.login")}>{me.login}</Row>
      <Row label={t("settings.profile.posts")}>
        {posts.map((post) => (
          <div key={`${post.role} ${post.centre}`}>
            {[label(post.label, post.role), post.centre_label].filter(Boolean).join(" · ")}
          </div>
        ))}
      </Row>
      <Row
        label={t("settings.profile.language")}
        help={t("settings.profile.language_help")}
        of="own-language"
      >
        <Select
          id="own-language"
          value={me.language ?? PACK}
          onChange={choose}
          loading={put.isPending}
          options={[
            { value: PACK, label: t("settings.profile.language_pack") },
            ...LANGUAGES.map((name) => ({ value: name, label: LANGUAGE_NAMES[name] })),
          ]}
        />
      </Row>
    </>
  );
}
