// The half-month report on the phone: kept as one types, checked, put into the outbox. The same script serves the page
// with data and the empty one (data-empty) that the service worker shows without network. Words stand in the page.
import { all, discard, dropPhoto, keep, keepPhoto, owner, peek, photosOf, send, standing, unfold } from "./outbox.js";
import { preview, shrunk } from "./photos.js";

const one = (selector, root = document) => root.querySelector(selector);
const every = (selector, root = document) => [...root.querySelectorAll(selector)];
const form = one("#report");
const phone = one(".phone");
const head = one("header", phone);
const button = one("[data-go]");
const said = one("[data-standing]");
const empty = "empty" in form.dataset;
const where = /^\/villages\/(\d+)\/reports\/(\d+-(\d+)-(\d))\/$/;
const [, village, period] = where.exec(location.pathname) ?? [];
const title = (path) => {
  const [, , , month, half] = where.exec(path);
  return `${month}月${half === "1" ? "上" : "下"}半月报`;
};
const clock = (time) =>
  new Date(time).toLocaleString("zh-CN", { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" });
let item, shell, view, timer, early;
let photos = [];

const entries = () => [...new FormData(form)].filter(([name, value]) => value.trim && !/^(csrf|uuid|step)/.test(name));
const fill = (kept) => {
  for (const field of form.elements) {
    const mine = kept.filter(([name]) => name === field.name).map(([, value]) => value);
    // The newest opening that the office has signed proves most.
    if (field.name === "opened" && field.value) continue;
    if (/radio|checkbox/.test(field.type)) field.checked = mine.includes(field.value);
    else if (mine.length) field.value = mine[0];
  }
};
// The date that 要推迟 asks for says nothing while 按期 is chosen.
const moot = (field) => {
  const part = field.closest("[data-if]");
  return part && one(":checked", part.closest(".q"))?.value !== part.dataset.if;
};
const filled = (field) => (field.type === "radio" ? field.checked : field.value.trim());
const wanting = () =>
  every("[data-need]", form)
    .filter((part) => !moot(part) && !every("input, textarea", part).some(filled))
    .map((part) => [one("input, textarea", part).name, [part.dataset.need]]);
const mark = (errors) => {
  const box = one("[data-errors]");
  const row = one("template", box);
  for (const part of every("[data-err]")) delete part.dataset.err;
  one("ul", box).replaceChildren(
    row,
    ...errors.map(([name, words]) => {
      const line = row.content.cloneNode(true);
      const field = document.getElementById(`id_${name}`);
      one("a", line).append(...words);
      if (field) {
        const { dataset } = field.closest(".q");
        one("a", line).href = `#${field.id}`;
        dataset.err = [dataset.err, ...words].filter(Boolean).join("；");
      }
      return line;
    }),
  );
  box.hidden = !errors.length;
  box.focus();
};

const tell = () => {
  const checking = view === "check" && (navigator.onLine ? "ready" : "wait");
  const key = !item ? !empty && "none" : checking || (item.state === "queued" && standing) || item.state;
  const minutes = Math.floor((Date.now() - item?.queued_at) / 60_000);
  const fact = { draft: item?.saved_at && clock(item.saved_at).slice(-5), lost: minutes }[key] ?? item?.receipt;
  one("span", said).textContent = (said.dataset[key] ?? "").replace("#", fact);
  phone.dataset.net = navigator.onLine && !empty ? "on" : "off";
};
// Every view is in the page; h1 and button carry their words for each.
const show = (name) => {
  if (view !== name) {
    const leaves = /form|check/.test(view);
    phone.dataset.now = view = name;
    for (const part of every("[data-view]")) part.hidden = !part.dataset.view.split(" ").includes(name);
    for (const part of every("[data-form]")) part.textContent = part.dataset[name] ?? part.dataset.form;
    if (leaves) scrollTo(0, 0);
    if (leaves && name !== "form") one("h1").focus();
    // A second tap of a double tap meets nothing.
    button.disabled = true;
    setTimeout(() => (button.disabled = false), 700);
  }
  tell();
};
const summary = () =>
  every(".q", form).map((part) => {
    const fields = every("input, textarea", part).filter((field) => !moot(field));
    const chosen = fields.filter((field) => field.checked).map((field) => field.labels[0].textContent.trim());
    const typed = fields.filter(({ type, value }) => /^(text|date)/.test(type) && value.trim());
    const said = (field) => field.closest("[data-said]")?.dataset.said ?? "#";
    const lines = typed.map((field) => said(field).replace("#", field.value.trim()));
    const size = Math.ceil(photos.reduce((sum, { blob }) => sum + blob.size, 0) / 1000);
    if ("photos" in part.dataset && size) lines.push(`${photos.length} 张，共 ${size} KB`);
    return [part.dataset.q, [chosen.join("、"), ...lines].filter(Boolean).join("\n") || "没有填", part.id];
  });
const check = () => {
  const list = one("[data-sum]");
  const row = one("template", list);
  list.replaceChildren(
    row,
    ...summary().map(([words, value, id]) => {
      const line = row.content.cloneNode(true);
      one("dt", line).textContent = one("a span", line).textContent = words;
      one("a", line).hash = id;
      one(".v", line).textContent = value;
      return line;
    }),
  );
  location.hash = "check";
  show("check");
  if (timer) save();
};

const save = async () => {
  clearTimeout(timer);
  timer = 0;
  // Without room on the device it is a plain form from here on, and says so.
  await keep(item, { entries: entries(), ...shell }).catch(() => (item = null));
  tell();
};
const soon = () => {
  // What has left the device may lie with the office: from here on it is another report.
  if (item.state !== "draft") Object.assign(item, { state: "draft", uuid: crypto.randomUUID(), errors: null });
  item.touched = true;
  clearTimeout(timer);
  timer = setTimeout(save, 600);
};
const tile = async (photo) => {
  const node = one("template", one("[data-photos]")).content.firstElementChild.cloneNode(true);
  node.prepend(await preview(photo.blob));
  one("i", node).textContent = photo.refused ?? `${Math.ceil(photo.blob.size / 1000)} KB`;
  one("button", node).onclick = () => {
    dropPhoto(photo, "去掉");
    photos = photos.filter((other) => other !== photo);
    node.remove();
    soon();
  };
  one(".add").before(node);
};
const add = async (input) => {
  for (const file of [...input.files].slice(0, 3 - photos.length)) {
    const blob = await shrunk(file).catch(() => mark([["photos", [`${file.name} 不是照片，选 JPG 或 PNG`]]]));
    if (!blob) continue;
    const photo = await keepPhoto(item.id, blob);
    photos.push(photo);
    await tile(photo);
  }
  input.value = "";
};
const sent = () => {
  show(item.state !== "queued" ? "sent" : /sending|login/.test(standing) ? standing : "kept");
  const times = { filed: clock(item.filed_at), received: clock(item.received_at), queued: clock(item.queued_at) };
  const facts = { ...item, ...times };
  for (const part of every("[data-fact]")) part.textContent = facts[part.dataset.fact] ?? "";
};
const submit = async () => {
  form.elements.submitted_at.value = new Date().toISOString();
  Object.assign(item, { state: "queued", queued_at: Date.now() });
  sent();
  await save();
  if (item) send();
  else if (navigator.onLine) form.submit();
  else show("form");
};
const ACTS = {
  form: () => (mark(wanting()), one("[data-errors]").hidden && check()),
  check: submit,
  kept: send,
  sending: () => {},
  login: () => location.assign(`/sign-in/?next=${location.pathname}`),
  sent: () => location.assign(item.page),
  list: () => location.assign(location.pathname.replace("/offline/", "/")),
};
const restore = (kept) => {
  if (empty) {
    head.innerHTML = kept.head;
    form.innerHTML = kept.form;
    document.documentElement.classList.toggle("big", kept.big);
    shell = { head: kept.head, form: kept.form, big: kept.big };
  }
  fill(kept.entries);
};
const list = async () => {
  const row = one("#list template").content;
  const { user } = await owner;
  for (const kept of (await all()).filter((kept) => kept.user === user && (kept.touched || kept.receipt))) {
    const line = row.cloneNode(true);
    const path = (one("a", line).href = `/villages/${kept.village}/reports/${kept.period}/`);
    one("b", line).textContent = title(path);
    one("small", line).textContent = said.dataset[kept.state].replace("#", kept.receipt ?? clock(kept.saved_at));
    one("#list").append(line);
  }
};

const start = async () => {
  if (empty && village) {
    document.title = one("h1").dataset.form = title(location.pathname);
    button.dataset.check = `提交 ${document.title}`;
  }
  const copy = form.cloneNode(true);
  one("[name=csrfmiddlewaretoken]", copy)?.remove();
  shell = { head: head.innerHTML, form: copy.innerHTML, big: document.documentElement.classList.contains("big") };
  const me = await owner;
  if (!me) return show(empty ? "stranger" : "form");
  if (!village) return show("list"), list();
  const id = `${me.user}/${village}/${period}`;
  const kept = await peek(id);
  const uuid = form.elements.uuid.value || crypto.randomUUID();
  const fresh = { id, user: me.user, village, period, state: "draft", uuid, log: kept?.log };
  const goes = /queued|refused|photos/.test(kept?.state) || (empty && kept?.state === "sent");
  const typed = kept?.state === "draft" && (kept.touched || empty);
  if (kept && !goes && !typed) await discard(id, "新开一份");
  const content = kept?.sealed && (goes || typed) && (await unfold(kept));
  item = goes || typed ? kept : fresh;
  if (content) restore(content);
  if (content) photos = await photosOf(id);
  for (const photo of photos) await tile(photo);
  phone.classList.add("kept");
  if (goes && item.state !== "refused") sent();
  else show("form");
  if (item.errors) mark(Object.entries(item.errors));
  if (typed && !empty) one("[data-resumed]").hidden = false;
  for (const part of every("[data-saved]")) part.textContent = clock(item.saved_at);
  if (!goes && !typed) await save();
  // What was entered before the store had opened.
  if (early) {
    await add(one("#id_photos"));
    soon();
  }
};

form.addEventListener("input", async ({ target }) => {
  if (!item) return (early = true);
  if (target.type === "file") await add(target);
  soon();
});
addEventListener(
  "submit",
  (event) => {
    if (event.target !== form || !item) return;
    event.preventDefault();
    ACTS[view]();
  },
  true,
);
document.addEventListener("click", async ({ target }) => {
  const { step, edit, copy, again } = target.dataset;
  if (step) {
    const field = one("input", target.parentNode);
    field.value = Math.max(0, Number(field.value) + Number(step));
    soon();
  }
  if (edit !== undefined) show("form");
  if (copy !== undefined) {
    const lines = summary().map(([words, value]) => `${words}：${value}`);
    await navigator.clipboard.writeText([one("h1").dataset.form, ...lines].join("\n"));
    target.textContent = target.dataset.copy;
  }
  if (again !== undefined) discard(item.id, "重来").then(() => location.reload());
});
addEventListener("hashchange", () => view === "check" && location.hash !== "#check" && show("form"));
addEventListener("outbox", async () => {
  if (!item || timer) return tell();
  const now = await peek(item.id);
  if (timer || !now) return;
  item = now;
  if (item.state === "refused") show("form"), mark(Object.entries(item.errors));
  else if (view !== "form" && view !== "check") sent();
  tell();
});
for (const name of ["online", "offline"]) addEventListener(name, tell);
document.addEventListener("visibilitychange", () => timer && save());
setInterval(tell, 60_000);
// What the key cannot open is left alone; the page then is a plain form.
start().catch(() => {
  item = null;
  show("form");
});
