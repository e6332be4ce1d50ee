/** Print a PDF of the server: in a frame that nobody sees, by the browser's own dialogue. */
export async function printPdf(address: string): Promise<void> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  const url = URL.createObjectURL(await answer.blob());
  const frame = document.createElement("iframe");
  frame.className = "unseen";
  frame.setAttribute("aria-hidden", "true");
  frame.src = url;
  frame.onload = () => frame.contentWindow?.print();
  document.body.append(frame);
  // The dialogue stands as long as it likes; the next one takes its place.
  setTimeout(() => {
    frame.remove();
    URL.revokeObjectURL(url);
  }, 600_000);
}
