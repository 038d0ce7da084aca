// The review queue by keyboard. Without this script every decision is a form; with it, a form that does not leave the page.
"use strict";

(() => {
  const items = [...document.querySelectorAll(".item")];
  const said = document.getElementById("said");
  const help = document.getElementById("help");
  let at = Math.max(0, items.findIndex((item) => `#${item.id}` === window.location.hash));

  const show = (step) => {
    if (!items.length) return;
    at = Math.min(Math.max(at + step, 0), items.length - 1);
    items.forEach((item, index) => item.classList.toggle("current", index === at));
    items[at].focus({ preventScroll: true });
    items[at].scrollIntoView({ block: "nearest" });
  };

  const send = async (form, button) => {
    const fields = new URLSearchParams(new FormData(form));
    if (button?.name) fields.set(button.name, button.value);
    const item = form.closest(".item");
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, headers: { accept: "application/json" } });
      const body = await answer.json();
      if (!answer.ok) {
        said.textContent = [body.error, body.remedy].filter(Boolean).join(": ");
        return;
      }
      const others = (body.others || []).map((each) => `${each.by} said ${each.value}`).join(", ");
      said.textContent = `${body.scale ?? ""} ${body.value ?? "undone"}${others ? `; meanwhile ${others}` : ""}`.trim();
      if (!item) {
        window.location.reload(); // an undone claim comes back into the queue
        return;
      }
      item.querySelectorAll("details[open]").forEach((each) => each.removeAttribute("open"));
      if (body.scale === "reading") {
        item.classList.add("done");
        item.dataset.value = body.value;
        show(1);
      }
    } catch {
      said.textContent = "no answer from the server: nothing was decided";
    }
  };

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.decide")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });

  const press = (selector) => items[at]?.querySelector(selector)?.click();
  const open = (selector) => {
    const details = items[at]?.querySelector(selector);
    if (!details) return;
    details.open = true;
    details.querySelector("input, select").focus();
  };
  const keys = {
    j: () => show(1),
    k: () => show(-1),
    y: () => press('button[value="y"]'),
    n: () => press('button[value="n"]'),
    h: () => press('button[value="h"]'),
    g: () => open("details.grade"),
    e: () => open("details.edit"),
    u: () => document.getElementById("undo")?.click(),
    o: () => press(".who a"),
    "/": () => document.getElementById("find").focus(),
    "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, select, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const act = keys[event.key];
    if (!act || help.open) return;
    event.preventDefault();
    act();
  });
  show(0);
})();
