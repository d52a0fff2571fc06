// The wall display shows new figures every five minutes; a page that nobody sees waits.
const MINUTES = 5;
let due = false;

const renew = () => {
  if (due && document.visibilityState === "visible") location.reload();
};

setInterval(() => {
  due = true;
  renew();
}, MINUTES * 60_000);
document.addEventListener("visibilitychange", renew);
