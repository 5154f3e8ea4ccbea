// Explanations of figures: one at a time, gone with Escape or a click elsewhere.
(() => {
  const open = () => document.querySelectorAll("details.why[open]");
  document.addEventListener("toggle", (event) => {
    const here = event.target;
    if (here.matches?.("details.why") && here.open) {
      for (const other of open()) if (other !== here) other.open = false;
    }
  }, true);
  document.addEventListener("click", (event) => {
    for (const other of open()) if (!other.contains(event.target)) other.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const other of open()) {
      other.open = false;
      other.querySelector("summary").focus();
    }
  });
})();
