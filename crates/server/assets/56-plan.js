// The sum of points while they are split; without script it is told after saving.
for (const set of document.querySelectorAll("[data-sum]")) {
  const out = set.querySelector("output");
  const sum = () => {
    const points = [...set.querySelectorAll("input")].map((input) => Number(input.value) || 0);
    out.textContent = String(Math.round(points.reduce((a, b) => a + b, 0) * 100) / 100);
  };
  set.addEventListener("input", sum);
  sum();
}
