import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { recordQuery } from "../api/records";
import { useMe } from "../api/session";
import { useWorkspace } from "../api/workspace";
import { calledBy } from "../records/called";

/** A record by its name. The server sends names along with lists; where it did not, the record is asked for. */
export function LinkTo({ entity, id, title }: { entity: string; id: string; title?: string }) {
  const { entities } = useWorkspace();
  const known = entities[entity];
  const asked = useQuery({
    ...recordQuery(entity, id),
    enabled: title === undefined && known !== undefined,
    retry: false,
  });
  const otherwise = useOwnName(entity, id);
  const found = asked.data?.values;
  const named = known && found && calledBy(known, found, (place) => asked.data?.titles?.[place]);
  const name =
    title ??
    named ??
    found?.[known?.title ?? "number"] ??
    found?.number ??
    (asked.isLoading ? "…" : otherwise);
  if (!known || known.part_of || asked.error) return <span>{String(name)}</span>;
  return (
    <Link to="/records/$entity/$id" params={{ entity, id }}>
      {String(name)}
    </Link>
  );
}

/** What is called by a reader who may not see the record: oneself and one's own place by name, others in general. */
function useOwnName(entity: string, id: string): string {
  const { t } = useTranslation();
  const { posts } = useWorkspace();
  const { person } = useMe();
  if (entity === "person") return (person.id === id && person.name) || t("field.colleague");
  return posts.find((one) => one.centre === id)?.centre_label ?? t("field.unseen");
}
