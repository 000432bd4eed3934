// Whoever may have a file already is shown while somebody types; the form works without it.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-alike]");
  if (!form) {
    return;
  }
  const box = document.getElementById("alike");
  const list = document.getElementById("alike-list");
  const watched = ["name", "email", "nip", "krs", "pesel"];
  const PAUSE = 500;
  let waiting = null;
  let asked = 0;

  const show = (found) => {
    list.replaceChildren(...found.map((each) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.className = "alert-link";
      link.href = each.address;
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = each.name;
      item.append(link, ` (${each.agrees})`);
      return item;
    }));
    box.hidden = found.length === 0;
  };

  const ask = async () => {
    asked += 1;
    const mine = asked;
    const body = new FormData();
    body.set("csrf_token", form.elements.csrf_token.value);
    for (const name of watched) {
      if (form.elements[name]) {
        body.set(name, form.elements[name].value);
      }
    }
    const answer = await fetch(form.dataset.alike, { method: "POST", body });
    if (!answer.ok || mine !== asked) {
      return;
    }
    const found = await answer.json();
    show(found.filter((each) => each.client_id !== form.dataset.own));
  };

  form.addEventListener("input", (event) => {
    if (watched.includes(event.target.name)) {
      clearTimeout(waiting);
      waiting = setTimeout(ask, PAUSE);
    }
  });
});
