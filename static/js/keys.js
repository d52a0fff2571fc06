// Single keys for people who work all day: "/" search, J and K through a list, and any [data-key="E"].
// Off inside fields, with Ctrl, Alt or Meta, and where localStorage says keys=off (WCAG 2.1.4).
const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

const target = (key) => {
  if (key === "j") return document.querySelector("[data-next]");
  if (key === "k") return document.querySelector("[data-prev]");
  return document.querySelector(`[data-key="${CSS.escape(key)}" i]`);
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "Enter") {
    event.target.closest("form")?.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing(event.target)) return;
  if (event.key.length !== 1 || localStorage.getItem("keys") === "off") return;
  const found = target(event.key.toLowerCase());
  if (!found) return;
  event.preventDefault();
  if (found.matches("input, select, textarea")) found.focus();
  else found.click();
});

// The menu of the signed-in person closes when one goes on elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.who[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
