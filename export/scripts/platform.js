// Copying and ticking. Nothing is sent anywhere: the page may not, by its own policy.
(() => {
  "use strict";
  const body = document.body;
  const key = body.dataset.key;
  const read = () => {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; }
  };
  const ticks = read();
  const keep = () => {
    try { localStorage.setItem(key, JSON.stringify(ticks)); } catch { /* this browser keeps nothing */ }
  };
  const boxes = [...document.querySelectorAll("input[type=checkbox]")];
  const count = () => {
    document.getElementById("done").textContent =
      `${boxes.filter((box) => box.checked).length} / ${boxes.length}`;
  };
  for (const box of boxes) {
    box.checked = ticks[box.id] === true;
    box.addEventListener("change", () => { ticks[box.id] = box.checked; keep(); count(); });
  }
  count();
  const copy = async (area) => {
    try { await navigator.clipboard.writeText(area.value); return true; } catch { /* an older way */ }
    area.select();
    return document.execCommand("copy");
  };
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.addEventListener("click", async () => {
      const done = await copy(document.getElementById(button.dataset.copy));
      const said = button.parentElement.querySelector("[role=status]");
      said.textContent = done ? body.dataset.copied : body.dataset.failed;
      button.focus();
    });
  }
})();
