import { getRouteApi } from "@tanstack/react-router";
import { RecordPanel } from "./record_panel";

const route = getRouteApi("/inside/records/$entity/$id");

export function RecordPage() {
  const { entity, id } = route.useParams();
  return (
    <section className="panel" style={{ padding: 16 }}>
      <RecordPanel key={id} entity={entity} id={id} />
    </section>
  );
}
