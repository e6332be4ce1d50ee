import "antd/dist/reset.css";
import "./theme/base.css";
import "./theme/print.css";
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Refused } from "./api/http";
import { meQuery } from "./api/session";
import { guardComposing } from "./fields/composing";
import { startLanguage } from "./language";
import { keepSeen } from "./offline/seen";
import { keepShell } from "./offline/shell";
import { makeRouter } from "./router";
import { LookProvider } from "./theme/look";

guardComposing();
startLanguage();

/** Whoever is not known any more is asked to sign in, wherever they are. */
function unknown(error: Error): void {
  if (error instanceof Refused && error.status === 401 && client.getQueryData(meQuery.queryKey))
    void client.invalidateQueries({ queryKey: meQuery.queryKey });
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: unknown }),
  mutationCache: new MutationCache({ onError: unknown }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal is an answer; only what never arrived is worth another try.
      retry: (count, error) => error instanceof Refused && error.unreachable && navigator.onLine && count < 2,
      networkMode: "always",
      refetchOnReconnect: true,
    },
    // What cannot be sent is told at once, and kept by whoever sent it: nothing waits unseen in this window.
    mutations: { networkMode: "always" },
  },
});
keepSeen(client);
keepShell();
const place = document.getElementById("root");
if (!place) throw new Error("the page has no place for the application");
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <LookProvider>
        <RouterProvider router={makeRouter(client)} />
      </LookProvider>
    </QueryClientProvider>
  </StrictMode>,
);
