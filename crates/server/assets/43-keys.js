// Keys of the rating pass, and the help that names them.
(() => {
  const { form, save } = answers;
  if (!save) return;
  const typing = (target) => target.matches?.("textarea, select, input:not([type=radio])") || target.isContentEditable;
  const pick = (value) => {
    const input = form.querySelector(`[name="answer"][value="${value}"]`);
    if (!input || input.matches(":disabled")) return;
    input.checked = true;
    input.focus();
    if (value === "na") form.elements.reason.focus();
    save();
  };
  const follow = (key) => document.querySelector(`[data-key="${key}"]`)?.click();
  const next = () => form.querySelector('[name="go"][value="next"]')?.click();
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]") || typing(event.target)) return;
    const key = event.key.toLowerCase();
    const on = event.target.closest("a, button, summary");
    const act = {
      d: () => pick("dont-know"),
      n: () => pick("na"),
      j: () => follow("after"),
      arrowright: () => follow("after"),
      k: () => follow("before"),
      arrowleft: () => follow("before"),
      "?": help,
      // On a link or button, Enter is theirs.
      ...(on ? {} : { enter: next }),
    }[key];
    const step = /^[0-9]$/.test(key) ? () => pick(key) : act;
    if (!step) return;
    event.preventDefault();
    step();
  });

  function help() {
    const keys = document.querySelector("[data-keys]");
    const dialog = document.createElement("dialog");
    const heading = document.createElement("h2");
    heading.textContent = keys.querySelector("summary").textContent;
    heading.id = "keys-title";
    dialog.setAttribute("aria-labelledby", heading.id);
    const close = document.createElement("button");
    close.textContent = keys.dataset.close;
    close.addEventListener("click", () => dialog.close());
    dialog.append(heading, ...[...keys.children].slice(1).map((e) => e.cloneNode(true)), close);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }
})();
