// Choosing rows of a list: [data-select-all] ticks every [name] box of its form, [data-selected] shows the count.
for (const all of document.querySelectorAll("[data-select-all]")) {
  const form = all.closest("form");
  const boxes = [...form.querySelectorAll(`input[type="checkbox"][name="${all.dataset.selectAll}"]`)];
  const count = form.querySelector("[data-selected]");
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    if (count) count.textContent = ticked;
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  for (const box of boxes) box.addEventListener("change", show);
  show();
}
