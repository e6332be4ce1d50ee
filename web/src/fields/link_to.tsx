import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { recordQuery } from "../api/records";
import { useWorkspace } from "../api/workspace";

/** A record by its name. The server sends names along with lists; where it did not, the record is asked for. */
export function LinkTo({ entity, id, title }: { entity: string; id: string; title?: string }) {
  const { entities } = useWorkspace();
  const known = entities[entity];
  const asked = useQuery({
    ...recordQuery(entity, id),
    enabled: title === undefined && known !== undefined,
    retry: false,
  });
  const name =
    title ?? String(asked.data?.values[known?.title ?? "number"] ?? asked.data?.values.number ?? "…");
  if (!known || known.part_of) return <span>{name}</span>;
  return (
    <Link to="/records/$entity/$id" params={{ entity, id }}>
      {name}
    </Link>
  );
}
