// Loads the page again when the folder was read again.
const { changes, number } = document.currentScript.dataset;
const source = new EventSource(changes);
source.onmessage = ({ data }) => {
  if (data !== number) location.reload();
};
addEventListener("pagehide", () => source.close());
