// Shows the password on request; without script the button stays hidden.
for (const button of document.querySelectorAll("[data-shows]")) {
  const input = document.getElementById(button.dataset.shows);
  button.hidden = false;
  button.addEventListener("click", () => {
    const hidden = input.type === "password";
    input.type = hidden ? "text" : "password";
    button.textContent = hidden ? "隐藏" : "显示";
    button.setAttribute("aria-pressed", String(hidden));
    input.focus();
  });
}
