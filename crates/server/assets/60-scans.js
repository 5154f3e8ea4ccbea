// A scan that runs: its words and its bar follow, and the page comes anew when it is over.
(() => {
  const watch = document.querySelector(".watch[data-progress]");
  if (!watch) return;
  const words = watch.querySelector("[data-words]");
  const bar = watch.querySelector("progress");
  const ask = async () => {
    try {
      const reply = await fetch(watch.dataset.progress, { headers: { accept: "application/json" } });
      const now = await reply.json();
      if (now.over || !reply.ok) return location.reload();
      if (words.textContent !== now.words) words.textContent = now.words;
      bar.max = now.total || 1;
      bar.value = now.done;
    } catch {
      // The server is away for a moment; the next question will tell.
    }
    setTimeout(ask, 1000);
  };
  setTimeout(ask, 1000);
})();
