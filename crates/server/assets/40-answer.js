// Answers are saved as they are given. What cannot be sent is kept in the browser and sent when the server is back; a form
// carries the event that it was made from, so nothing that was kept here ever replaces something newer.
(() => {
  const form = document.querySelector("form[data-save]");
  const holder = document.querySelector("[data-queue]");
  if (!holder) return;
  const name = holder.dataset.queue;
  const words = form ? form.dataset : {};

  // The queue: address to what was to be sent there. Some browsers forbid storage; then nothing is kept, and it is said.
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(name) || "{}");
    } catch {
      return {};
    }
  };
  const write = (queue) => {
    try {
      if (Object.keys(queue).length) localStorage.setItem(name, JSON.stringify(queue));
      else localStorage.removeItem(name);
      return true;
    } catch {
      return false;
    }
  };
  const keep = (key, entry) => write({ ...read(), [key]: entry });
  const drop = (key, body) => {
    const queue = read();
    // What was typed since is kept.
    if (queue[key] && (body === undefined || queue[key].body === body)) {
      delete queue[key];
      write(queue);
    }
  };

  const post = (url, body) =>
    fetch(url, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
      body,
      credentials: "same-origin",
      redirect: "error",
      keepalive: body.length < 60000,
    });
  const encode = (data) => new URLSearchParams([...data].filter(([, v]) => typeof v === "string")).toString();

  const state = document.querySelector("[data-state]");
  const say = (is, text) => {
    if (!state) return;
    state.dataset.is = is;
    state.textContent = text;
  };

  // Sends what is kept. A clash is not resolved here: the page of the question shows both.
  const flush = async () => {
    for (const [key, entry] of Object.entries(read())) {
      if (form && form.dataset.busy === key) continue;
      let reply;
      try {
        reply = await post(entry.url, entry.body);
      } catch {
        return;
      }
      if (reply.ok) drop(key, entry.body);
      if (reply.ok && entry.url === here) location.reload();
    }
    note();
  };
  const note = () => {
    document.querySelector(".queue-note")?.remove();
    const blocked = form?.querySelector("fieldset:disabled");
    const waiting = Object.entries(read()).filter(([, e]) => e.url !== here || blocked);
    if (!waiting.length || !words.waiting) return;
    const box = document.createElement("div");
    box.className = "queue-note";
    box.append(words.waiting + " ");
    for (const [key, entry] of waiting) {
      const link = document.createElement("a");
      link.href = entry.url;
      link.textContent = entry.title;
      const away = document.createElement("button");
      away.className = "link";
      away.textContent = words.discard;
      away.addEventListener("click", () => {
        drop(key);
        note();
      });
      box.append(link, " ", away, " ");
    }
    document.querySelector("main").prepend(box);
  };
  const here = form ? new URL(form.action || location.href, location.href).pathname : location.pathname;

  const clash = document.querySelector("[data-clash]");
  if (clash) {
    // Either choice settles it.
    clash.querySelector("form").addEventListener("submit", () => drop(clash.dataset.clash));
    clash.querySelector("a").addEventListener("click", () => drop(clash.dataset.clash));
    return;
  }

  if (form?.dataset.save === "each") sort(form);
  if (form?.dataset.save === "whole") rate(form);
  note();
  flush();
  addEventListener("online", flush);
  setInterval(flush, 15000);

  // The sort pass: each card by itself.
  function sort(form) {
    const count = form.querySelector(".sort-bar b");
    for (const [key, entry] of Object.entries(read())) {
      const input = entry.url === here && form.querySelector(`[name="${CSS.escape(key.split("#")[1] || "")}"][value="${CSS.escape(entry.value || "")}"]`);
      if (input) input.checked = true;
    }
    form.addEventListener("change", async (event) => {
      const input = event.target;
      if (!input.name?.startsWith("to:")) return;
      const was = input.closest("[data-card]").querySelector('[name^="was:"]');
      const body = encode([[input.name, input.value], [was.name, was.value]]);
      const key = `${here}#${input.name}`;
      say("saving", words.saving);
      keep(key, { url: here, body, value: input.value, title: document.querySelector("h1").textContent });
      try {
        const reply = await post(here, body);
        if (reply.status === 409) {
          drop(key);
          location.reload();
          return;
        }
        if (!reply.ok) throw new Error(reply.status);
        drop(key, body);
        was.value = input.value;
        const sorted = form.querySelectorAll('[name^="to:"]:checked').length;
        count.textContent = count.textContent.replace(/\d+/, sorted);
        say("saved", words.saved);
      } catch {
        say("offline", words.offline);
      }
    });
  }

  // The rating pass: the whole form, one request at a time, always the latest.
  function rate(form) {
    const fields = form.querySelector("fieldset");
    const title = document.querySelector("h1").textContent;
    const body = (go) => encode([...new FormData(form), ["go", go || "stay"]]);
    const chosen = () => form.elements.answer?.value;
    const complete = () => chosen() && !(chosen() === "na" && !form.elements.reason.value.trim());
    let running = null;
    let again = false;
    let sent = body();

    const pending = read()[here];
    if (pending && !fields.disabled) {
      for (const [field, value] of new URLSearchParams(pending.body)) {
        const element = form.elements[field];
        if (element && field !== "go") element.value = value;
      }
      save();
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
      say("saving", words.saving);
      const kept = keep(here, { url: here, body: text, title });
      form.dataset.busy = here;
      try {
        const reply = await post(here, text);
        const said = await reply.json();
        if (said.conflict) {
          say("refused", words.elsewhere);
          // The page that the server makes of it shows both.
          HTMLFormElement.prototype.submit.call(form);
          return null;
        }
        drop(here, text);
        if (!reply.ok) {
          say("refused", `${words.refused} ${said.fault || said.detail || said.title || ""}`);
          return null;
        }
        form.elements.based_on.value = said.seq;
        sent = body();
        progress(said);
        say("saved", said.saved);
        return said;
      } catch {
        say("offline", kept ? words.offline : words.refused);
        return null;
      } finally {
        delete form.dataset.busy;
      }
    }

    function progress(said) {
      document.querySelector("[data-progress]").textContent = said.progress;
      document.querySelector("progress").value = said.answered;
    }

    form.addEventListener("change", () => save());
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
    keys(form, save);
  }

  function keys(form, save) {
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
  }

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

// Messages are copied with one press.
(() => {
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      button.textContent = button.dataset.copied;
    });
  }
})();
