// Sums while one types: each source in its head, net and a person at the foot. The database does the sum that counts.
const form = document.querySelector("[data-income]");
const money = (yuan) =>
  yuan.toLocaleString("zh-CN", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace("-", "−");
const amount = (input) => Number(input.value.replace(/[,，\s]|元$/g, "")) || 0;

const show = () => {
  let net = 0;
  for (const source of form.querySelectorAll("[data-source]")) {
    const kind = source.dataset.source;
    const sum = [...source.querySelectorAll('input[inputmode="decimal"]')].reduce((all, one) => all + amount(one), 0)
      + [...source.querySelectorAll("data")].reduce((all, one) => all + Number(one.value), 0);
    source.querySelector("[data-total]").textContent = sum ? `共 ${money(sum)} 元` : "";
    if (kind !== "N") net += kind === "K" ? -sum : sum;
  }
  const people = Number(form.elements.people.value);
  form.querySelector("[data-net]").hidden = false;
  form.querySelector("[data-sum]").textContent = money(net);
  form.querySelector("[data-each]").textContent = people > 0 ? money(net / people) : "—";
};

form.addEventListener("input", show);
show();
