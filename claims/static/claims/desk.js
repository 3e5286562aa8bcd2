// Keys of every page of the desk.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.key !== "n" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("textarea, select, input:not([type=checkbox], [type=radio]), [contenteditable], dialog")) return;
  document.getElementById("fc-next")?.click();
});
