import { useWorkspace } from "../api/workspace";
import { QueuePage } from "../queue/queue_page";
import { PageView } from "./page_view";

/** Where the reader begins: the home page of their role, else what is to be done. */
export function HomePage() {
  const { home, views } = useWorkspace();
  return home && views[home] ? <PageView key={home} id={home} /> : <QueuePage />;
}
