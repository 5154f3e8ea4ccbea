// The rating pass: the whole form, one request at a time, always the latest.
(() => {
  const { form, here, words, read, keep, drop, post, encode, say, away, refused, begin } = answers;
  if (form?.dataset.save !== "whole") return;
  const fields = form.querySelector("fieldset");
  const title = document.querySelector("h1").textContent;
  const body = (go) => encode([...new FormData(form), ["go", go || "stay"]]);
  const chosen = () => form.elements.answer?.value;
  const complete = () => chosen() && !(chosen() === "na" && !form.elements.reason.value.trim());
  let running = null;
  let again = false;
  let sent = body();

  // What is typed is kept at once, so that it outlives the window.
  const draft = () => {
    if (fields.disabled) return;
    if (body() !== sent) keep(here, { url: here, body: body(), title, draft: !complete() || !read()[here] || read()[here].draft });
    else drop(here);
  };

  function restore(text) {
    for (const [field, value] of new URLSearchParams(text)) {
      const element = form.elements[field];
      if (element && field !== "go") element.value = value;
    }
    const more = form.querySelector("details.more");
    if ([...more.querySelectorAll("input, textarea")].some((e) => e.value)) more.open = true;
  }

  function save() {
    if (fields.disabled || !complete()) return Promise.resolve(null);
    if (running) {
      again = true;
      return running;
    }
    running = send().finally(() => {
      running = null;
      if (again) {
        again = false;
        save();
      }
    });
    return running;
  }

  async function send(go) {
    const text = body(go);
    if (!away()) say("saving", words.saving);
    const kept = keep(here, { url: here, body: text, title });
    try {
      const reply = await post(here, text);
      if (reply.said.conflict) {
        say("refused", words.elsewhere);
        // The page that the server makes of it shows both.
        HTMLFormElement.prototype.submit.call(form);
        return null;
      }
      if (!reply.ok) {
        refused(reply);
        return null;
      }
      const { said } = reply;
      drop(here, text);
      form.elements.based_on.value = said.seq;
      // What was typed while it was under way is not in the record yet.
      const typed = body(go) !== text.replace(/(^|&)based_on=\d*/, `$1based_on=${said.seq}`);
      sent = typed ? text : body();
      if (typed) draft();
      document.querySelector("[data-progress]").textContent = said.progress;
      document.querySelector("progress").value = said.answered;
      say("saved", said.saved);
      return said;
    } catch {
      say("offline", kept ? words.offline : words.refused);
      return null;
    }
  }

  const pending = !fields.disabled && read()[here];
  if (pending) {
    restore(pending.body);
    save();
  }
  form.addEventListener("input", draft);
  form.addEventListener("change", save);
  addEventListener("pagehide", () => {
    if (body() !== sent && complete()) keep(here, { url: here, body: body(), title });
  });
  // Going on waits until the answer is in the record. Without one, the server says what is missing, or goes on.
  form.addEventListener("submit", async (event) => {
    if (!complete()) return;
    event.preventDefault();
    await running;
    const said = await send("next");
    if (said) location.assign(said.next);
  });
  // While the server is away, other questions cannot be had: the page stays, with what was said on it.
  for (const link of form.querySelectorAll("a[data-key]")) {
    link.addEventListener("click", async (event) => {
      if (!away()) return;
      event.preventDefault();
      if (await save()) location.assign(link.href);
    });
  }
  answers.save = save;
  begin(save);
})();
