// One press is one act: the button says that it is under way and takes no second press.
// Forms that answer with a file carry data-stays, because the page does not leave.
const restore = [];

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (form.method !== "post" || !button || "stays" in form.dataset || event.defaultPrevented) return;
  const words = button.textContent;
  restore.push(() => {
    button.disabled = false;
    button.textContent = words;
  });
  // After this turn, or the button's own name and value would not be sent.
  setTimeout(() => {
    button.disabled = true;
    button.textContent = button.dataset.busy ?? "正在提交…";
  });
});

// Coming back by the browser's own button shows the page as it was left.
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const act of restore.splice(0)) act();
});

// After a refusal the first thing read is what has to be mended.
document.querySelector(".errbox")?.focus();
