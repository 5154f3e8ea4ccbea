// The sort pass: each card by itself, one request of a card at a time, always the latest choice.
(() => {
  const { form, here, words, read, keep, drop, post, encode, say, away, refused, begin } = answers;
  if (form?.dataset.save !== "each") return;
  const count = form.querySelector(".sort-bar b");
  const title = document.querySelector("h1").textContent;
  const sending = new Set();
  const key = (name) => `${here}#${name}`;
  const waiting = () => Object.values(read()).some((e) => e.url === here);
  const named = (name) => [...form.querySelectorAll('[name^="to:"]')].filter((i) => i.name === name);
  const was = (name) => named(name)[0].closest("[data-card]").querySelector('[name^="was:"]');
  const chosen = (name) => named(name).find((i) => i.checked)?.value;

  for (const [at, entry] of Object.entries(read())) {
    const name = at.split("#")[1] || "";
    const input = entry.url === here && named(name).find((i) => i.value === entry.value);
    if (!input) continue;
    input.checked = true;
    // It is still an answer to what was seen then.
    was(name).value = entry.was;
  }

  async function send(name) {
    if (sending.has(name)) return;
    sending.add(name);
    if (!away()) say("saving", words.saving);
    try {
      while (chosen(name) !== was(name).value) {
        const value = chosen(name);
        const reply = await post(here, encode([[name, value], [was(name).name, was(name).value]]));
        if (reply.status === 409) {
          drop(key(name));
          location.reload();
          return;
        }
        if (!reply.ok) {
          refused(reply);
          return;
        }
        was(name).value = value;
        if (chosen(name) !== value) hold(name);
      }
      drop(key(name));
      const sorted = form.querySelectorAll('[name^="to:"]:checked').length;
      count.textContent = count.textContent.replace(/\d+/, sorted);
      if (!waiting()) say("saved", words.saved);
    } catch {
      say("offline", words.offline);
    } finally {
      sending.delete(name);
    }
  }

  const hold = (name) => {
    const before = was(name).value;
    const body = encode([[name, chosen(name)], [was(name).name, before]]);
    keep(key(name), { url: here, body, value: chosen(name), was: before, title });
  };
  form.addEventListener("change", ({ target }) => {
    if (!target.name?.startsWith("to:")) return;
    hold(target.name);
    send(target.name);
  });
  const all = () => {
    for (const name of new Set([...form.querySelectorAll('[name^="to:"]:checked')].map((i) => i.name))) {
      if (chosen(name) !== was(name).value) send(name);
    }
  };
  all();
  begin(all);
})();
