// A table wider than the screen scrolls inside its frame; then, and only then, the keyboard can reach the frame.
for (const frame of document.querySelectorAll(".lw, .sheet, .scroll-x")) {
  if (frame.scrollWidth <= frame.clientWidth || frame.tabIndex >= 0) continue;
  const title = frame.querySelector("caption") ?? frame.closest("section")?.querySelector("h2");
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", title?.textContent.trim() || "宽表，可以左右移动");
}
