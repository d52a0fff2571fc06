// The half-month report on the phone: what is typed is kept at once, checked on the spot, and goes into the outbox.
// The same script serves the page with data and the empty one that the service worker shows without network.
import { address, change, drop, keep, keepPhoto, owner, photosOf, read, send, standing, title, unsent } from "./outbox.js";
import { preview, shrunk } from "./photos.js";

const one = (selector, root = document) => root.querySelector(selector);
const every = (selector, root = document) => [...root.querySelectorAll(selector)];
const form = one("#report");
const empty = "empty" in form.dataset;
const head = one(".phone > header");
const main = one("#main");
const button = one("[data-go]");
const [, village, period] = location.pathname.match(/^\/villages\/(\d+)\/reports\/(\d+-\d+-[12])\/$/) ?? [];
const OWN = ["csrfmiddlewaretoken", "uuid", "step"];
let me, item, photos, shell, view, timer;

const clock = (ms) => new Date(ms).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });

// -- fields ----------------------------------------------------------------------------------------------------
const entries = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OWN.includes(name));
const fill = (kept) => {
  for (const field of form.elements) {
    const mine = kept.filter(([name]) => name === field.name).map(([, value]) => value);
    if (OWN.includes(field.name) || (field.name === "opened" && field.value)) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = mine.includes(field.value);
    else if (mine.length) field.value = mine[0];
  }
};
// A date that only 要推迟 asks for says nothing while 按期 is chosen.
const moot = (field) => {
  const part = field.closest("[data-if]");
  return part && one("[type=radio]:checked", part.closest(".q"))?.value !== part.dataset.if;
};
const wanting = () => {
  const errors = {};
  for (const part of every("[data-need]", form)) {
    const fields = every("input, textarea", part);
    const filled = fields.some((field) => (field.type === "radio" ? field.checked : field.value.trim()));
    if (!filled && !moot(part)) errors[fields[0].name] = [part.dataset.need];
  }
  return errors;
};
const mark = (errors) => {
  const box = one("[data-errors]");
  const found = Object.entries(errors);
  box.hidden = !found.length;
  one("b", box).textContent = found.length;
  every(".js-err").forEach((words) => words.remove());
  every(".has-err", form).forEach((part) => part.classList.remove("has-err"));
  one("ul", box).replaceChildren(
    ...found.map(([name, words]) => {
      const line = document.createElement("li");
      const field = one(`#id_${name}`);
      if (!field) return line.append(...words), line;
      const link = document.createElement("a");
      link.href = `#id_${name}`;
      link.append(...words);
      line.append(link);
      const beside = document.createElement("p");
      beside.className = "emsg js-err";
      beside.append(...words);
      field.before(beside);
      field.closest(".q").classList.add("has-err");
      return line;
    }),
  );
};

// -- views -----------------------------------------------------------------------------------------------------
const show = (name) => {
  if (view === name) return;
  view = name;
  one(".phone").dataset.now = name;
  for (const part of every("[data-view]")) part.hidden = !part.dataset.view.split(" ").includes(name);
  for (const part of every("[data-form]")) part.textContent = part.dataset[name] ?? part.dataset.form;
  button.disabled = true;
  setTimeout(() => (button.disabled = false), 700);
  scrollTo(0, 0);
  if (name !== "form") one("h1").focus();
};
const told = (part) => {
  const fields = every("input, textarea", part).filter((field) => !moot(field));
  const chosen = fields.filter((field) => field.checked).map((field) => field.labels[0].textContent.trim());
  const typed = fields.filter((field) => /^(text|date|textarea)/.test(field.type) && field.value.trim());
  const lines = typed.map(({ value, dataset }) => (dataset.said ?? "#").replace("#", value.trim()));
  if ("photos" in part.dataset && photos.length) lines.push(`${photos.length} 张，共 ${kilobytes(photos)} KB`);
  return [chosen.join("、"), ...lines].filter(Boolean).join("\n") || "没有填";
};
const kilobytes = (list) => Math.ceil(list.reduce((sum, { blob }) => sum + blob.size, 0) / 1000);
const summary = () => every(".q", form).map((part) => [part.dataset.q, told(part), part.id]);
const check = () => {
  const row = one("template", one("[data-sum]"));
  one("[data-sum]").replaceChildren(
    row,
    ...summary().map(([words, value, id]) => {
      const line = row.content.cloneNode(true);
      one("dt", line).textContent = words;
      one("a", line).href = `#${id}`;
      one("a span", line).textContent = words;
      one(".v", line).textContent = value;
      return line;
    }),
  );
  show("check");
};
