// A wall and its phones look again every two seconds whether something changed.
(() => {
  const page = document.querySelector("[data-poll]");
  if (!page) return;
  const timer = setInterval(async () => {
    let reply;
    try {
      reply = await fetch(page.dataset.poll, { headers: { accept: "application/json" } });
    } catch {
      return;
    }
    if (!reply.ok) {
      clearInterval(timer);
      return;
    }
    const state = await reply.json();
    const votes = page.querySelector("[data-votes]");
    if (votes && votes.textContent !== state.votes) votes.textContent = state.votes;
    // A note that is being written on the wall is not thrown away.
    const typed = [...page.querySelectorAll("textarea")].some((t) => t.value);
    if (String(state.version) !== page.dataset.version && !typed) location.reload();
  }, 2000);
})();
