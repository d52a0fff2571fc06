// Reports on this device: sealed while they wait, sent when the network is back, their text gone after the receipt.
// One store of version 1 that no upgrade empties. By id: "key" (whose device it is), "<user>/<village>/<period>"
// (a report: draft, queued, refused, photos, sent, void), "<report>/<n>" (one of its photos).
const WAIT = 30_000;
const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

let database;
const open = () =>
  (database ??= new Promise((done, fail) => {
    const asked = indexedDB.open("povertyplan", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("items", { keyPath: "id" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = fail;
  }));

// One transaction. Phones close the connection in the background: the second try opens it anew.
const store = async (act, again = true) => {
  try {
    const work = (await open()).transaction("items", "readwrite");
    const asked = act(work.objectStore("items"));
    await new Promise((done, fail) => Object.assign(work, { oncomplete: done, onabort: fail }));
    return asked.result;
  } catch (error) {
    database = null;
    if (!again) throw error;
    return store(act, false);
  }
};
export const peek = (id) => store((items) => items.get(id));
export const all = () => store((items) => items.getAll()).catch(() => []);
const news = () => dispatchEvent(new Event("outbox"));

const change = async (id, alter) => {
  const onsuccess = ({ target }) => {
    const next = target.result && alter(target.result);
    if (next) target.source.put(next);
  };
  await store((items) => Object.assign(items.get(id), { onsuccess }));
  news();
};
// What leaves the device is noted: when and why.
const without = ({ sealed, errors, log = [], ...item }, why) => {
  return { ...item, log: [...log, [Date.now(), why]].slice(-20) };
};

// The page of a signed-in person says who that is; without network the last one's key still opens their drafts.
export const owner = (async () => {
  const user = meta("device-user");
  const kept = await peek("key");
  if (!user || kept?.user === user) return kept;
  const raw = Uint8Array.from(atob(meta("device-key")), (letter) => letter.charCodeAt());
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  const record = { id: "key", user, key };
  await store((items) => items.put(record));
  return record;
})().catch(() => {});

const seal = async (bytes) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, (await owner).key, bytes) };
};
const unseal = async ({ iv, data }) => crypto.subtle.decrypt({ name: "AES-GCM", iv }, (await owner).key, data);

export const unfold = async ({ sealed }) => JSON.parse(new TextDecoder().decode(await unseal(sealed)));
export const keep = async (item, content) => {
  if (!item.saved_at) navigator.storage?.persist?.();
  item.saved_at = Date.now();
  const record = { ...item, sealed: await seal(new TextEncoder().encode(JSON.stringify(content))) };
  await store((items) => items.put(record));
  news();
};
export const photosOf = async (id) =>
  Promise.all(
    (await all())
      .filter(({ of }) => of === id)
      .map(async (photo) => ({ ...photo, blob: new Blob([await unseal(photo.sealed)]) })),
  );
export const keepPhoto = async (of, blob) => {
  const record = { id: `${of}/${crypto.randomUUID()}`, of, sealed: await seal(await blob.arrayBuffer()) };
  await store((items) => items.put(record));
  return { ...record, blob };
};
export const dropPhoto = async ({ id, of }, why) => {
  await store((items) => items.delete(id));
  await change(of, ({ sealed, ...item }) => ({ ...without(item, why), sealed }));
};
export const discard = async (id, why) => {
  for (const photo of await photosOf(id)) await dropPhoto(photo, why);
  await change(id, (now) => ({ ...without(now, why), state: "void" }));
};

export const waiting = async () => (await all()).filter(({ state }) => /queued|refused|photos/.test(state));
// What the last pass met: "", "sending", "login", "lost" (no network, or no answer that can be trusted).
export let standing = "";
const stands = (now) => {
  standing = now;
  news();
};

const ask = async (url, body, token) => {
  const clock = new AbortController();
  const timer = setTimeout(() => clock.abort(), WAIT);
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  try {
    const method = body ? "POST" : "GET";
    const answer = await fetch(url, { method, body, headers, redirect: "manual", signal: clock.signal });
    // A redirect leads to the sign-in page; it has no status here.
    if (!answer.status) throw "login";
    if (answer.status > 499 || answer.status === 429) throw "lost";
    return { status: answer.status, said: await answer.json().catch(() => ({})) };
  } finally {
    clearTimeout(timer);
  }
};

const deliver = async ({ id, uuid, state, village, period }, token, again = true) => {
  const settle = (alter) => change(id, (now) => now.uuid === uuid && alter(now));
  if (state === "queued") {
    const { entries } = await unfold(await peek(id));
    const url = `/villages/${village}/reports/${period}/`;
    const { status, said } = await ask(url, new URLSearchParams([...entries, ["uuid", uuid]]), token);
    if (status === 409 && again) {
      const fresh = crypto.randomUUID();
      await settle((now) => ({ ...now, uuid: fresh }));
      return deliver({ id, uuid: fresh, state, village, period }, token, false);
    }
    if (status !== 200) {
      const errors = said.errors ?? { __all__: [said.words ?? `办事处没有收下（${status}）`] };
      return settle((now) => ({ ...now, state: "refused", errors }));
    }
    if (said.uuid !== uuid) throw "lost";
    await settle((now) => ({ ...without(now, said.receipt), ...said, state: "photos" }));
  }
  const { photos: where } = await peek(id);
  for (const photo of await photosOf(id)) {
    if (photo.refused) continue;
    const body = new FormData();
    body.append("photo", photo.blob, "photo.jpg");
    const { status, said } = await ask(where, body, token);
    if (status === 200) await dropPhoto(photo, said.sha256);
    else {
      const lost = said.words ?? `没有收下（${status}）`;
      await change(photo.id, (now) => ({ ...now, refused: lost }));
      await settle((now) => ({ ...now, lost }));
    }
  }
  return settle((now) => ({ ...now, state: "sent" }));
};

const pass = async () => {
  const me = await owner;
  const mine = (await waiting()).filter(({ user, state }) => user === me?.user && state !== "refused");
  if (!mine.length) return;
  stands("sending");
  const { said } = await ask("/reports/token/");
  if (said.user !== me.user) throw "login";
  let failure;
  // One that cannot go keeps no other back.
  for (const item of mine) await deliver(item, said.csrf).catch((error) => (failure = error));
  if (failure) throw failure;
  stands("");
};

let busy, timer, tries = 0;
// One tab at a time; what is still unknown goes again, later and later, with the same uuid.
export const send = () =>
  (busy ??= (navigator.locks ? navigator.locks.request("outbox", pass) : pass())
    .then(() => (tries = 0))
    .catch((error) => {
      clearTimeout(timer);
      timer = setTimeout(send, WAIT * 2 ** Math.min(tries++, 6));
      stands(error === "login" ? error : "lost");
    })
    .finally(() => (busy = null)));

const paint = async () => {
  const me = await owner;
  const open = await waiting();
  const mine = open.filter(({ user }) => user === me?.user);
  const days = (Date.now() - Math.min(...mine.map((item) => item.queued_at))) / 86_400_000;
  const counts = { unsent: mine.length, others: open.length - mine.length, days: mine.length && Math.floor(days) };
  for (const [name, count] of Object.entries(counts)) {
    for (const note of document.querySelectorAll(`[data-${name}]`)) {
      note.hidden = !count;
      note.querySelector("b").textContent = count;
    }
  }
};
addEventListener("outbox", paint);
addEventListener("online", send);
document.addEventListener("visibilitychange", send);
document.addEventListener("click", ({ target }) => target.closest("[data-send]") && send());
// Who signs out locks what is theirs: the key leaves the device first.
addEventListener(
  "submit",
  async (event) => {
    if (event.target.getAttribute("action") !== "/sign-out/") return;
    event.preventDefault();
    await store((items) => items.delete("key")).catch(() => {});
    event.target.submit();
  },
  true,
);
navigator.serviceWorker?.register("/sw.js").catch(() => {});
paint();
send();
