/** The addresses of the application. Each page is loaded when it is opened. */
import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import type { Where } from "./api/figures";
import { workspaceQuery } from "./api/workspace";
import { preferLanguage } from "./language";
import type { ListSearch } from "./lists/list_state";
import { whoIsHere } from "./offline/who_is_here";
import { PageFailed, PageMissing } from "./shell/failed";
import { Shell } from "./shell/shell";
import { SignInPage } from "./shell/sign_in_page";
import { PageLoading } from "./shell/skeleton";

interface Context {
  client: QueryClient;
}

const root = createRootRouteWithContext<Context>()();

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search): { to?: string } => (typeof search.to === "string" ? { to: search.to } : {}),
  component: SignInPage,
});

const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ context, location }) => {
    const me = await whoIsHere(context.client);
    if (!me || me.must_change_password) throw redirect({ to: "/sign-in", search: { to: location.href } });
    preferLanguage(me.language);
  },
  loader: ({ context }) => context.client.ensureQueryData(workspaceQuery),
  component: Shell,
  pendingComponent: PageLoading,
});

const home = createRoute({
  getParentRoute: () => inside,
  path: "/",
  component: lazyRouteComponent(() => import("./pages/home_page"), "HomePage"),
});
const page = createRoute({
  getParentRoute: () => inside,
  path: "/pages/$page",
  component: lazyRouteComponent(() => import("./pages/page_page"), "PagePage"),
});
const queue = createRoute({
  getParentRoute: () => inside,
  path: "/queue",
  component: lazyRouteComponent(() => import("./queue/queue_page"), "QueuePage"),
});

const list = createRoute({
  getParentRoute: () => inside,
  path: "/records/$entity",
  validateSearch: (search) => search as ListSearch,
  component: lazyRouteComponent(() => import("./lists/list_page"), "ListPage"),
});
const fresh = createRoute({
  getParentRoute: () => inside,
  path: "/records/$entity/new",
  validateSearch: (search): { form?: string } =>
    typeof search.form === "string" ? { form: search.form } : {},
  component: lazyRouteComponent(() => import("./records/new_page"), "NewPage"),
});
const one = createRoute({
  getParentRoute: () => inside,
  path: "/records/$entity/$id",
  validateSearch: (search): { merged?: string } =>
    typeof search.merged === "string" ? { merged: search.merged } : {},
  component: lazyRouteComponent(() => import("./records/record_page"), "RecordPage"),
});
const importing = createRoute({
  getParentRoute: () => inside,
  path: "/imports/$entity",
  validateSearch: (search): { job?: string } => (typeof search.job === "string" ? { job: search.job } : {}),
  component: lazyRouteComponent(() => import("./imports/import_page"), "ImportPage"),
});
const handovers = createRoute({
  getParentRoute: () => inside,
  path: "/handovers",
  validateSearch: (search): { person?: string; id?: string } => ({
    ...(typeof search.person === "string" ? { person: search.person } : {}),
    ...(typeof search.id === "string" ? { id: search.id } : {}),
  }),
  component: lazyRouteComponent(() => import("./handovers/handover_page"), "HandoverPage"),
});
const approvals = createRoute({
  getParentRoute: () => inside,
  path: "/approvals",
  component: lazyRouteComponent(() => import("./approvals/approvals_page"), "ApprovalsPage"),
});
const inbox = createRoute({
  getParentRoute: () => inside,
  path: "/inbox",
  component: lazyRouteComponent(() => import("./inbox/inbox_page"), "InboxPage"),
});
const settings = createRoute({
  getParentRoute: () => inside,
  path: "/settings",
  component: lazyRouteComponent(() => import("./settings/settings_page"), "SettingsPage"),
});

const behind = createRoute({
  getParentRoute: () => inside,
  path: "/figures/$metric",
  validateSearch: (search) => search as unknown as BehindSearch,
  component: lazyRouteComponent(() => import("./figures/behind_page"), "BehindPage"),
});

/** Every other address: said within the shell, so that all ways on are there. */
const lost = createRoute({ getParentRoute: () => inside, path: "$", component: PageMissing });

/** Which records of a figure are wanted: its days, what they must have, and of a share whether they are in it. */
export interface BehindSearch {
  from: string;
  to: string;
  where?: Where;
  held?: boolean;
}

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      signIn,
      inside.addChildren([
        home,
        page,
        queue,
        list,
        fresh,
        one,
        importing,
        handovers,
        approvals,
        inbox,
        settings,
        behind,
        lost,
      ]),
    ]),
    context: { client },
    // A page that fails or is missing fails alone: what surrounds it stays.
    defaultErrorComponent: PageFailed,
    defaultNotFoundComponent: PageMissing,
    defaultPendingMs: 150,
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
