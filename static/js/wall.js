// The wall renews itself: every five minutes the page is fetched and its main part put in place of the old one. What
// cannot be renewed stays, under a band that says of when it is; then it is tried again every half minute.
const MINUTE = 60_000;
const RENEWED = 5 * MINUTE;
const RETRIED = MINUTE / 2;
const PATIENCE = 20_000;
const OLD = 24 * 60 * MINUTE;

// By this browser's own clock, which may be wrong: only its differences count.
let renewedAt = Date.now();
let due = 0;
let asking = false;

const say = (what) => {
  const main = document.querySelector("main[data-wall]");
  const old = Date.now() - renewedAt > OLD;
  for (const band of document.querySelectorAll("[data-band]")) {
    band.querySelector("[data-time]").textContent = main.dataset.said;
    band.querySelector("[data-old]").hidden = !old;
    band.classList.toggle("late", old);
    band.hidden = band.dataset.band !== what;
  }
};

// What the server answered: a new main part, or the name of the band that says why there is none.
const ask = async () => {
  let answer;
  let text;
  try {
    answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    text = await answer.text();
  } catch {
    return "lost";
  }
  const here = new URL(answer.url);
  if (here.origin !== location.origin) return "lost";
  if (here.pathname !== location.pathname || answer.status === 403) return "ended";
  const main = answer.ok && new DOMParser().parseFromString(text, "text/html").querySelector("main[data-wall]");
  return main || "wrong";
};

const renew = async () => {
  if (asking) return;
  asking = true;
  const found = await ask();
  asking = false;
  if (typeof found === "string") {
    due = Date.now() + RETRIED;
    say(found);
    return;
  }
  document.querySelector("main[data-wall]").replaceWith(document.adoptNode(found));
  renewedAt = Date.now();
  due = renewedAt + RENEWED;
  say("");
};

const look = () => {
  if (Date.now() >= due && document.visibilityState === "visible") renew();
};

due = Date.now() + RENEWED;
setInterval(look, RETRIED / 6);
document.addEventListener("visibilitychange", look);
// A network that has just come back is not always there yet: the next look will tell. One that went is said at once.
addEventListener("online", () => { due = 0; });
addEventListener("offline", renew);
