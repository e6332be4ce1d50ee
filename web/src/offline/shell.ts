/** The files of the application are kept by a worker of the browser, so that it opens while the server is out of reach. */
export function keepShell(): void {
  // Where a page came unencrypted from another machine, browsers allow no worker: then an open page can be read on.
  if (import.meta.env.PROD && "serviceWorker" in navigator)
    addEventListener("load", () => void navigator.serviceWorker.register("/sw.js").catch(() => undefined));
}
