// Before the first paint: room for what only works with scripts, so that nothing moves later, and
// the color scheme that the reader chose, else the system's.
document.documentElement.classList.add("js");
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch { /* storage is switched off: the system's scheme is used */ }
