// Answers are saved as they are given. What cannot be sent is kept in the browser and sent when the server is back; a form
// carries the event that it was made from, so nothing that was kept here ever replaces something newer.
const answers = (() => {
  const holder = document.querySelector("[data-queue]");
  const form = document.querySelector("form[data-save]");
  const words = holder ? holder.dataset : {};
  const here = form ? new URL(form.action || location.href, location.href).pathname : location.pathname;

  // The queue: address to what was to be sent there, or what is being typed there (`draft`), which is not sent. Some
  // browsers forbid storage; then nothing is kept, and it is said.
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(words.queue) || "{}");
    } catch {
      return {};
    }
  };
  const write = (queue) => {
    try {
      if (Object.keys(queue).length) localStorage.setItem(words.queue, JSON.stringify(queue));
      else localStorage.removeItem(words.queue);
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

  // A reply that nobody reads to its end holds its connection, and browsers have few of them.
  const post = async (url, body) => {
    const reply = await fetch(url, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
      body,
      credentials: "same-origin",
      redirect: "error",
      keepalive: body.length < 60000,
    });
    return { ok: reply.ok, status: reply.status, said: await reply.json() };
  };
  const encode = (data) => new URLSearchParams([...data].filter(([, v]) => typeof v === "string")).toString();

  const state = document.querySelector("[data-state]");
  const say = (is, text) => {
    if (!state) return;
    state.dataset.is = is;
    state.textContent = text;
  };
  const away = () => state?.dataset.is === "offline";
  /** Says why the server took nothing. */
  const refused = ({ said }) => say("refused", `${words.refused} ${said.fault || said.detail || said.title || ""}`);

  // Sends what is kept; what belongs to this page is sent by its form. A clash is not resolved here: the page of the
  // question shows both.
  let own = null;
  const flush = async () => {
    let gone = 0;
    // Another window may have sent it meanwhile: then sending it again says so.
    if (away()) own?.();
    for (const [key, entry] of Object.entries(read())) {
      if (entry.draft) continue;
      if (form && entry.url === here) continue;
      let reply;
      try {
        reply = await post(entry.url, entry.body);
      } catch {
        return;
      }
      if (!reply.ok) continue;
      drop(key, entry.body);
      gone += 1;
    }
    note();
    // A page that counts answers counts these, too.
    if (gone && !form) location.reload();
  };
  const note = () => {
    document.querySelector(".queue-note")?.remove();
    const blocked = form?.querySelector("fieldset:disabled");
    const waiting = Object.values(read()).filter((e) => !e.draft && (!form || e.url !== here || blocked));
    if (!waiting.length || !words.waiting) return;
    const box = document.createElement("div");
    box.className = "queue-note";
    box.append(words.waiting + " ");
    for (const [url, title] of new Map(waiting.map((e) => [e.url, e.title]))) {
      const link = document.createElement("a");
      link.href = url;
      link.textContent = title;
      const discard = document.createElement("button");
      discard.className = "link";
      discard.textContent = words.discard;
      discard.addEventListener("click", () => {
        for (const [key, entry] of Object.entries(read())) if (entry.url === url) drop(key);
        note();
      });
      box.append(link, " ", discard, " ");
    }
    document.querySelector("main").prepend(box);
  };

  /** Begins to send what is kept; `mine` sends what belongs to this page. */
  const begin = (mine) => {
    own = mine;
    note();
    flush();
    addEventListener("online", flush);
    setInterval(flush, 5000);
  };

  const clash = document.querySelector("[data-clash]");
  if (clash) {
    // Either choice settles it.
    clash.querySelector("form").addEventListener("submit", () => drop(clash.dataset.clash));
    clash.querySelector("a").addEventListener("click", () => drop(clash.dataset.clash));
  } else if (holder && !form) begin(null);
  return { form, here, words, read, keep, drop, post, encode, say, away, refused, begin };
})();
