import { getRouteApi } from "@tanstack/react-router";
import { PageView } from "./page_view";

const route = getRouteApi("/inside/pages/$page");

/** A page by its address. */
export function PagePage() {
  const { page } = route.useParams();
  return <PageView key={page} id={page} />;
}
