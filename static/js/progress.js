// A job that goes on is asked again every three seconds, without a new page: whoever reads or tabs here is not thrown
// back to its top. Without script the page renews itself.
const SECONDS = 3;
const main = document.querySelector("main");

const renew = async () => {
  if (document.visibilityState !== "visible" || main.querySelector(":focus")) return;
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  main.replaceChildren(...fresh.querySelector("main").childNodes);
  if (!main.querySelector(".job")) clearInterval(timer);
};

const timer = setInterval(renew, SECONDS * 1000);
