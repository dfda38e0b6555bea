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

// A sign-in that has run out loses no words. What stands in the forms is kept in this tab while the
// person signs in again, and put back once the same person is on the same page. Nothing of it leaves
// the browser, and it is forgotten as soon as any page has looked at it.
const KEPT = "reachline.words";

const wordsOf = (form) => [...form.elements]
  .filter((e) => e.name && !/csrf/i.test(e.name) && !["password", "file", "submit", "button"].includes(e.type))
  .map((e, place) => ({ name: e.name, place, value: e.value, checked: e.checked === true }));

const signedInAs = () => document.querySelector("header .who")?.textContent ?? "";

const keepWords = () => {
  const forms = [...document.querySelectorAll("main form")]
    .filter((form) => form.method === "post")
    .map((form) => ({ action: form.getAttribute("action"), words: wordsOf(form) }));
  try {
    sessionStorage.setItem(KEPT, JSON.stringify({
      page: location.pathname + location.search, who: signedInAs(), at: Date.now(), forms }));
  } catch { /* no room: the words stay on the page at least */ }
};

const putBack = (kept) => {
  let found = false;
  for (const { action, words } of kept.forms) {
    const form = [...document.querySelectorAll("main form")].find((f) => f.getAttribute("action") === action);
    if (!form) continue;
    const fields = [...form.elements]
      .filter((e) => e.name && !/csrf/i.test(e.name) && !["password", "file", "submit", "button"].includes(e.type));
    for (const word of words) {
      const field = fields[word.place];
      if (!field || field.name !== word.name) continue;
      if (field.type === "checkbox" || field.type === "radio") {
        found ||= field.checked !== word.checked;
        field.checked = word.checked;
      } else if (field.value !== word.value) {
        found ||= field.type !== "hidden";
        field.value = word.value;
      }
    }
    if (found) form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (!found) return;
  const note = document.createElement("p");
  note.className = "receipt";
  note.setAttribute("role", "status");
  note.id = "words-kept";
  note.textContent = "Your sign-in had run out. What you had typed is back in the form; it was not saved yet.";
  document.getElementById("main").prepend(note);
};

document.addEventListener("DOMContentLoaded", () => {
  const text = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (text) {
    const kept = JSON.parse(text);
    const here = location.pathname + location.search;
    const answered = document.querySelector(".receipt, #problems, #conflict");
    const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    const fresh = Date.now() - kept.at < 30 * 60 * 1000;
    if (fresh && !answered && !back) {
      if (here === kept.page && signedInAs() === kept.who) {
        putBack(kept);
      } else if (here !== kept.page && kept.forms.some((form) => form.action === here)) {
        // The sign-in came back to where the form was sent, and nothing is shown there.
        sessionStorage.setItem(KEPT, text);
        location.replace(kept.page);
      }
    }
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
    keepWords();
    if (!form.target) sendOnce(form);
  });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (![401, 499].includes(event.detail.xhr.status)) return;
    event.preventDefault();
    keepWords();
    location.assign(location.pathname + location.search);
  });
});
