// The rule of a policy counts while one ticks: the server draws it again, as its buttons do without this script.
const form = document.querySelector("[data-library]");
const rule = form?.querySelector("[data-rule]");
const summary = form?.querySelector("[data-count]");
let turn = 0;
let plain = false;

const drawAgain = async (look) => {
  const mine = ++turn;
  const data = new FormData(form);
  data.set("look", look);
  const answer = await fetch(form.dataset.countUrl, { method: "POST", body: data });
  if (!answer.ok) throw new Error(answer.statusText);
  // A later tick has overtaken this one.
  if (mine !== turn) return;
  const focused = document.activeElement?.id;
  rule.innerHTML = await answer.text();
  if (focused) document.getElementById(focused)?.focus();
};

rule?.addEventListener("change", () => drawAgain("count").catch(() => {}));
form?.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.name !== "look" || plain) return;
  event.preventDefault();
  event.stopPropagation();
  drawAgain(button.value).catch(() => {
    plain = true;
    form.requestSubmit(button);
  });
});
summary?.addEventListener("input", () => {
  const hint = document.getElementById(`${summary.id}_helptext`);
  hint.textContent = hint.textContent.replace(/现在 \d+ 字/, `现在 ${summary.value.length} 字`);
});
