// Small helpers that make pages quicker; every page works without them.
document.addEventListener("DOMContentLoaded", () => {
  // A refused form: put the reader at the summary of problems.
  const problems = document.getElementById("problems");
  if (problems) problems.focus();

  // Selects marked data-submits send their form when changed (filters); the button stays for keyboards.
  document.querySelectorAll("select[data-submits]").forEach((select) =>
    select.addEventListener("change", () => select.form.requestSubmit()));

  // Leaving a half-typed form asks first.
  document.querySelectorAll("form[data-guard]").forEach((form) => {
    let touched = false;
    form.addEventListener("input", () => { touched = true; });
    form.addEventListener("submit", () => { touched = false; });
    window.addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });
  });

  // On a telephone a row becomes a line with its name and a line with the rest; each cell then says
  // what its column's head says. Without scripts the table scrolls by itself.
  document.querySelectorAll("table.report:not(.grid-table, .forest, .strips, .pairs, .folds)").forEach((table) => {
    const heads = [...(table.tHead?.rows ?? [])];
    if (heads.length !== 1 || heads[0].querySelector("[colspan]")) return;
    const labels = [...heads[0].cells].map((cell) => cell.textContent.trim());
    const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TFOOT: "rowgroup", TR: "row" };
    [table, ...table.querySelectorAll("thead, tbody, tfoot, tr")].forEach((part) => part.setAttribute("role", roles[part.tagName]));
    [...heads[0].cells].forEach((cell) => cell.setAttribute("role", "columnheader"));
    [...table.rows].filter((row) => row !== heads[0]).forEach((row) => [...row.cells].forEach((cell, place) => {
      cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
      if (row.cells.length === labels.length && cell.tagName === "TD") cell.dataset.label = labels[place];
    }));
    table.classList.add("lines-up");
  });

  // On paper nothing stays folded.
  const folded = () => document.querySelectorAll("main details:not([open])");
  window.addEventListener("beforeprint", () => folded().forEach((fold) => { fold.open = true; fold.dataset.folds = "yes"; }));
  window.addEventListener("afterprint", () => document.querySelectorAll("details[data-folds]").forEach((fold) => {
    fold.open = false;
    delete fold.dataset.folds;
  }));

  // The key / leads to the search, unless somebody types or turned it off: a single key may be one that
  // speech or a shaking hand presses by mistake (WCAG 2.1.4).
  const find = document.querySelector("a.find");
  const KEY_OFF = "reachline.find-key-off";
  const keyIsOff = () => { try { return localStorage.getItem(KEY_OFF) === "yes"; } catch { return false; } };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !find || keyIsOff()) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    event.preventDefault();
    const box = document.getElementById("find");
    if (box) box.select(); else location.assign(find.href);
  });
  document.querySelectorAll("[data-find-key]").forEach((part) => {
    const button = part.querySelector("button");
    const tell = () => { button.textContent = keyIsOff() ? "Turn it on in this browser" : "Turn it off in this browser"; };
    button.addEventListener("click", () => {
      try { localStorage.setItem(KEY_OFF, keyIsOff() ? "no" : "yes"); } catch { /* then it stays on */ }
      tell();
    });
    part.hidden = false;
    tell();
  });

  document.querySelectorAll("button[data-print]").forEach((button) =>
    button.addEventListener("click", () => window.print()));
});

// A form is sent once: a second click on Invite would answer that the person is here already, and the
// temporary password of the first answer would never be seen. Its buttons come back when the reader
// comes back to the page; soon, where the answer is a file and the page stays (data-file) or the reader
// chose to stay; else after a minute, for an answer that never came.
const SECOND = 1000;
const sending = new Map();

const sendOnce = (form) => {
  const status = document.createElement("span");
  status.className = "sending";
  status.setAttribute("role", "status");
  form.append(status);
  const sent = { status };
  form.dataset.sent = "yes";
  sending.set(form, sent);
  const againIn = (ms) => setTimeout(() => { if (sending.get(form) === sent) sendAgain(form); }, ms);
  // After the browser has read the form: a button that is off does not say which one was pressed.
  setTimeout(() => form.querySelectorAll("button").forEach((button) => { button.disabled = true; }));
  // A quick answer needs no word.
  setTimeout(() => { status.textContent = "Sending \u2026"; }, SECOND / 2);
  againIn(form.dataset.file === undefined ? 60 * SECOND : 2 * SECOND);
  // Other words on the page were about to be lost, and the browser asked: scripts stand still until the
  // reader has answered. Who leaves is gone before long; for who stays the form comes back.
  window.addEventListener("beforeunload", (event) => {
    if (event.defaultPrevented) setTimeout(() => againIn(3 * SECOND));
  }, { once: true });
};

const sendAgain = (form) => {
  if (!form.dataset.sent) return;
  delete form.dataset.sent;
  sending.get(form)?.status.remove();
  sending.delete(form);
  form.querySelectorAll("button").forEach((button) => { button.disabled = false; });
};

window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(sendAgain));

// What was sent and not taken loses no words. They stay in this tab: while the person signs in again, if
// the sign-in had run out; and else for whoever comes back to the form, by the browser's Back or by a
// link, from a page that refused it. Only the person who typed them gets them back, and nothing of it
// leaves the browser.
const SENT = "reachline.sent"; // what was sent last, until a page answers
const LEFT = "reachline.left."; // and a number: what was not taken
const RETURNING = "reachline.returning"; // the number, on the way back by a link
const FRESH = 60 * 60 * SECOND;
const MOST_LEFT = 5;

const here = () => location.pathname + location.search;
const signedInAs = () => document.querySelector("header .who")?.textContent ?? "";
// Another one with each sign-in.
const signIn = () => document.cookie.match(/(?:^|; )signed-in=([^;]*)/)?.[1] ?? "";

const fieldsOf = (form) => [...form.elements]
  .filter((e) => e.name && !/csrf/i.test(e.name) && !["password", "file", "submit", "button"].includes(e.type));
const wordsOf = (form) =>
  fieldsOf(form).map((e, place) => ({ name: e.name, place, value: e.value, checked: e.checked === true }));
const postingForms = () => [...document.querySelectorAll("main form")].filter((form) => form.method === "post");

const store = (key, value) => {
  try { sessionStorage.setItem(key, JSON.stringify(value)); } catch { /* no room: the words stay on the page at least */ }
};
const look = (key) => JSON.parse(sessionStorage.getItem(key) ?? "null");
const take = (key) => { const value = look(key); sessionStorage.removeItem(key); return value; };

const keepWords = (action, more) => {
  const left = Object.keys(sessionStorage).filter((key) => key.startsWith(LEFT)).sort();
  left.slice(0, Math.max(0, left.length - MOST_LEFT)).forEach((key) => sessionStorage.removeItem(key));
  const at = Date.now();
  const sent = { at, action, page: here(), who: signedInAs(), signIn: signIn(), ...more,
    forms: postingForms().map((form) => ({ action: form.getAttribute("action"), words: wordsOf(form) })) };
  store(SENT, sent);
  store(LEFT + at, sent);
  // Back to this page finds them by its own place in the browser's history.
  history.replaceState({ ...history.state, left: at }, "");
};

const note = (id, text) => {
  const p = document.createElement("p");
  p.className = "receipt";
  p.setAttribute("role", "status");
  p.id = id;
  p.textContent = text;
  document.getElementById("main").prepend(p);
};

// Puts words back; tells whether anything that can be seen has changed. What pages fill in themselves
// (a version, a basis) is put back only where the page is the one that was sent: after a refusal the
// reader has been told what changed, and saves over what is there now.
const putBack = (kept, alsoHidden) => {
  let found = false;
  const forms = postingForms();
  for (const { action, words } of kept.forms) {
    const place = forms.findIndex((form) => form.getAttribute("action") === action);
    if (place < 0) continue;
    const [form] = forms.splice(place, 1);
    const fields = fieldsOf(form);
    let changed = false;
    for (const word of words) {
      const field = fields[word.place];
      if (!field || field.name !== word.name || field.type === "hidden" && !alsoHidden) continue;
      if (field.type === "checkbox" || field.type === "radio") {
        changed ||= field.checked !== word.checked;
        field.checked = word.checked;
      } else if (field.value !== word.value) {
        changed ||= field.type !== "hidden";
        field.value = word.value;
      }
    }
    if (changed) form.dispatchEvent(new Event("input", { bubbles: true }));
    found ||= changed;
  }
  return found;
};

// The page that refuses stands where the form was: loading it again, and Back to it, show the form.
const standIn = (sent) => {
  const refusal = document.querySelector("#problems, #conflict, main .lead")?.textContent.replace(/\s+/g, " ").trim();
  store(LEFT + sent.at, { ...sent, refusal: refusal?.slice(0, 400) ?? "" });
  document.querySelectorAll("form:not([action])").forEach((form) => form.setAttribute("action", here()));
  document.querySelectorAll("main a[data-back]").forEach((link) => {
    link.href = sent.page;
    link.addEventListener("click", () => store(RETURNING, sent.at));
  });
  history.replaceState({ left: sent.at }, "", sent.page);
};

const comeBack = () => {
  const number = take(RETURNING) ?? history.state?.left;
  const kept = number && look(LEFT + number);
  if (!kept || kept.who !== signedInAs() || kept.page !== here() || Date.now() - kept.at > FRESH) return;
  history.replaceState({ ...history.state, left: number }, "");
  const found = putBack(kept, false);
  if (kept.refusal !== undefined) {
    note("words-kept", `This was not done: ${kept.refusal} What you had typed is back on the page; it was not saved.`);
  } else if (found) {
    note("words-kept", "What you had typed is back in the form. Nobody answered it, so look first whether it was saved.");
  }
};

// A part of a form marked data-follows shows what follows from the numbers so far: it is asked for anew
// with each change, and only the answer to the newest question is shown.
let asking = new AbortController();
const follow = async (event) => {
  const part = event.target.form?.querySelector("[data-follows]");
  if (!part) return;
  asking.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(part.dataset.follows, { method: "POST", signal: asking.signal,
      headers: { "X-Requested-With": "JavaScript" }, body: new URLSearchParams(new FormData(part.closest("form"))) });
    if ([401, 499].includes(answer.status)) {
      keepWords(here(), { stays: true });
      store(RETURNING, history.state.left);
      location.assign(here());
    } else if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      // The part itself stays: it is what a screen reader listens to.
      part.replaceChildren(...page.getElementById(part.id).childNodes);
    }
  } catch { /* asked anew, or nobody answers: saving will tell */ }
};

// A part marked data-renews tells how far something is: it is asked for anew until the page no longer
// has it, and then the page is another one.
const renew = async (part) => {
  try {
    const answer = await fetch(part.dataset.renews, { headers: { "X-Requested-With": "JavaScript" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById(part.id);
    if (answer.ok && !now || [401, 499].includes(answer.status)) return location.reload();
    // What is heard and drawn changes in place, so that a focused button keeps its focus.
    if (now) part.querySelectorAll("[data-renewed]").forEach((old, i) => {
      const fresh = now.querySelectorAll("[data-renewed]")[i];
      if (fresh && fresh.innerHTML !== old.innerHTML) old.replaceChildren(...fresh.childNodes);
    });
  } catch { /* nobody answers: asked again */ }
  setTimeout(() => renew(part), 2 * SECOND);
};
document.addEventListener("DOMContentLoaded", () =>
  document.querySelectorAll("[data-renews]").forEach((part) => setTimeout(() => renew(part), SECOND)));

document.addEventListener("DOMContentLoaded", () => {
  const sent = take(SENT);
  const refused = document.documentElement.dataset.refused !== undefined;
  const signedInSince = sent && sent.signIn !== signIn() && Date.now() - sent.at < FRESH;
  const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const receipt = document.querySelector(".receipt");
  if (signedInSince && here() !== sent.page && !sent.led && !receipt) {
    // The sign-in came back to where the form was sent, and nothing is shown there.
    store(SENT, { ...sent, led: true });
    location.replace(sent.page);
  } else if (signedInSince && here() === sent.page && sent.who === signedInAs()) {
    sessionStorage.removeItem(LEFT + sent.at);
    sessionStorage.removeItem(RETURNING);
    if (putBack(sent, true)) {
      note("words-kept", "Your sign-in had run out. What you had typed is back in the form; it was not saved yet.");
    }
  } else if (sent && refused) {
    standIn(sent);
  } else {
    // Another page answers what was sent: it was taken.
    if (sent && !back && !sent.stays) sessionStorage.removeItem(LEFT + sent.at);
    comeBack();
  }
  // On the window, after every script of the page had its say: a form that a script sends stays here,
  // and what was kept for it would come back over newer words.
  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    keepWords(form.getAttribute("action") ?? here());
    if (!form.target) sendOnce(form);
  });
  document.addEventListener("change", follow);
  // Whoever signs out leaves nothing for the next person at this computer.
  document.querySelectorAll("a[href='/logout']").forEach((link) => link.addEventListener("click", () =>
    Object.keys(sessionStorage).filter((key) => key.startsWith("reachline")).forEach((key) => sessionStorage.removeItem(key))));
});
