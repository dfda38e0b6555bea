// The live page of a session. Without this script the page works by its buttons; with it the board
// keeps itself fresh, the notes save themselves, and every fifteen seconds a sign of life is given.
document.addEventListener("DOMContentLoaded", () => {
  const board = document.querySelector("[data-live]");
  if (!board) return;
  const base = board.dataset.live;
  const word = document.querySelector("[data-live-word]");
  const BEAT = 15000, LOOK = 20000;
  // Says that a script asks (a sign-in that ran out is then answered, not led away), and for whom.
  const asScript = { "X-Requested-With": "JavaScript" };
  const asJson = { ...asScript, "Content-Type": "application/json", "Accept": "application/json", "X-CSRF-Token": board.dataset.liveToken };
  let tag = board.dataset.liveTag, offset = 0, looking = false, again = false, lost = false, lastLook = 0;

  // --- What is told to the reader ---------------------------------------------------------------
  const say = (text) => { if (word.textContent !== text) word.textContent = text; };
  const online = () => { if (lost) { lost = false; word.classList.remove("lost"); say(word.dataset.liveBack); } };
  const offline = () => { lost = true; word.classList.add("lost"); say(word.dataset.liveLost); };

  // --- The clock: the service's, ticking here ---------------------------------------------------
  const setClock = () => {
    const now = board.querySelector("[data-live-clock]");
    if (now) offset = Number(now.dataset.now) - Date.now();
  };
  const tick = () => board.querySelectorAll("[data-live-clock]").forEach((clock) => {
    const zone = clock.dataset.zone;
    const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date(Date.now() + offset));
    clock.textContent = clock.textContent.replace(/^\d\d:\d\d/, time);
  });

  // With a script the page looks again by itself.
  const tidy = () => board.querySelectorAll("[data-live-plain]").forEach((form) => { form.hidden = true; });

  // --- The board --------------------------------------------------------------------------------
  // A board that is replaced between pressing and letting go swallows the click: it waits.
  let pressed = false, late = null;
  board.addEventListener("pointerdown", () => { pressed = true; });
  ["pointerup", "pointercancel"].forEach((name) => window.addEventListener(name, () => setTimeout(() => {
    pressed = false;
    if (late !== null) { const html = late; late = null; put(html); }
  }, 0)));
  const put = (html) => {
    const focus = document.activeElement;
    const inside = focus && board.contains(focus) ? focus.id : null;
    const openDetails = [...board.querySelectorAll("details[open][id]")].map((d) => d.id);
    const short = board.querySelector("[data-live-state]").dataset.short;
    board.innerHTML = html;
    openDetails.forEach((id) => { const d = document.getElementById(id); if (d) d.open = true; });
    if (inside !== null) {
      const same = inside && document.getElementById(inside);
      if (same) same.focus();
      // What had the focus is gone: stay at its section, not at the top of the page.
      else if (focus !== document.body) { const title = board.querySelector("h2"); title.tabIndex = -1; title.focus(); }
    }
    setClock();
    tick();
    tidy();
    const state = board.querySelector("[data-live-state]").dataset;
    if (state.short !== short && !lost) say(state.short);
    notesChangedElsewhere(Number(state.notes));
  };
  const look = async () => {
    if (looking) { again = true; return; }
    looking = true;
    lastLook = Date.now();
    try {
      const answer = await fetch(base + "/board", { headers: { ...asScript, "If-None-Match": '"' + tag + '"', "Accept": "text/html" }, redirect: "error", cache: "no-store" });
      if (answer.status === 200) {
        const html = await answer.text();
        tag = (answer.headers.get("ETag") || "").replace(/"/g, "");
        if (pressed) late = html; else put(html);
        online();
      } else if (answer.status === 304) {
        online();
      } else if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
        if (!unsaved()) location.reload();
        else offline();
      } else offline();
    } catch (e) { offline(); }
    looking = false;
    if (again) { again = false; look(); }
  };
  const listen = () => {
    if (!window.EventSource) return;
    const events = new EventSource(base + "/events");
    events.addEventListener("changed", (event) => {
      const call = JSON.parse(event.data);
      // A full room does not ask all at once.
      setTimeout(look, Math.random() * call.spreadMillis);
    });
    events.onopen = online;
    // The browser connects again by itself, except where it was refused.
    events.onerror = () => { if (events.readyState === EventSource.CLOSED) setTimeout(listen, 5000); };
  };

  // --- Buttons on the board ---------------------------------------------------------------------
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-live-act]")) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form, event.submitter));
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, redirect: "manual", headers: { ...asScript, "Accept": "application/json" } });
      if (answer.type === "opaqueredirect" || answer.ok) {
        if (form.matches("[data-live-clear]")) { form.reset(); form.querySelectorAll("textarea").forEach((t) => { t.value = ""; t.focus(); }); say("Sent."); }
      } else {
        const problem = await answer.json().catch(() => null);
        say(problem && problem.errors && problem.errors.length ? problem.errors[0].message : problem ? problem.detail : "This did not work. Please try again.");
      }
      look();
    } catch (e) { offline(); }
  });

  // --- Notes: saved while typing, kept here until they are --------------------------------------
  const form = document.querySelector("[data-live-notes]");
  const notes = form && form.querySelector("textarea");
  const store = "reachline-notes:" + base;
  let saved = notes ? notes.value : "", saving = false, timer = 0, conflict = false, leaving = false, pressedMeanwhile = false;
  const unsaved = () => notes && notes.value !== saved;
  const tellSaved = (text) => { form.querySelector("[data-live-saved]").textContent = text; };
  const version = () => Number(form.elements.version.value);
  const showOther = (other) => {
    form.querySelector("[data-live-other]").hidden = !other;
    form.querySelector("[data-live-other-words]").textContent = other ? (other.by ? other.by + ": " : "") + other.wording : "";
  };
  const keep = (typed) => {
    try { sessionStorage.setItem(store, JSON.stringify({ wording: typed, version: version() })); } catch (e) { /* no room: they stay in the box */ }
  };
  const keptWords = () => { try { return JSON.parse(sessionStorage.getItem(store)); } catch (e) { return null; } };
  // By itself it saves only what nobody else has changed meanwhile; pressed by a person it saves over what
  // that person has just been shown. Words leave this tab's memory only once the service has them.
  const save = async (pressed) => {
    if (saving) { pressedMeanwhile ||= pressed; return; }
    if ((conflict || !unsaved()) && !pressed) return;
    saving = true;
    const typed = notes.value;
    if (pressed) tellSaved("Saving\u2026");
    try {
      keep(typed);
      const answer = await fetch(base + "/notes/autosave", { method: "POST", headers: asJson, signal: AbortSignal.timeout(20000), body: JSON.stringify({ wording: typed, version: version() }) });
      if (answer.ok) {
        const now = await answer.json();
        form.elements.version.value = now.version;
        saved = typed;
        sessionStorage.removeItem(store);
        conflict = false;
        showOther(null);
        tellSaved("Saved.");
        online();
      } else if (answer.status === 401 || answer.status === 499) {
        // The sign-in has run out. The way back through it leads to this page, and the words are kept.
        if (pressed) { leaving = true; location.reload(); }
        else tellSaved("Not saved: your sign-in has run out. Press the button to sign in again; your words are kept here.");
      } else {
        const told = await answer.json().catch(() => null);
        if (answer.status === 409 && told && told.version !== undefined) {
          form.elements.version.value = told.version;
          // From here on only the button saves: a person decides what becomes of the two wordings.
          conflict = true;
          showOther(told);
          tellSaved("Not saved: somebody else saved notes meanwhile. Put both together, then save.");
        } else if (told && told.errors && told.errors.length) tellSaved("Not saved: " + told.errors[0].message);
        else tellSaved("Not saved yet; trying again. Your words are kept here.");
      }
    } catch (e) { tellSaved("Not saved yet; trying again. Your words are kept here."); offline(); }
    saving = false;
    if (pressedMeanwhile) { pressedMeanwhile = false; save(true); }
  };
  const notesChangedElsewhere = async (newest) => {
    if (!notes || newest <= version() || unsaved() || saving) return;
    const answer = await fetch(base + "/notes", { headers: { ...asScript, "Accept": "application/json" } }).catch(() => null);
    if (answer && answer.ok && !unsaved()) {
      const now = await answer.json();
      notes.value = saved = now.wording;
      form.elements.version.value = now.version;
      tellSaved("Now as " + now.by + " saved them.");
    }
  };
  if (notes) {
    const kept = keptWords();
    if (kept && kept.wording !== notes.value && !document.getElementById("problems")) {
      const theirs = notes.value;
      notes.value = kept.wording;
      tellSaved("Your unsaved words from before are here again.");
      if (kept.version !== version()) {
        // They were typed over an older wording: what was saved meanwhile is shown, not written over.
        conflict = true;
        showOther({ by: "", wording: theirs });
      }
    }
    notes.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => save(false), 1200); });
    // The button saves as the typing does: the page is not left, so a service that is away takes no words along.
    form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(timer); save(true); });
    window.addEventListener("beforeunload", (event) => { if (unsaved() && !leaving) { save(false); event.preventDefault(); } });
    setInterval(() => save(false), 5000);
  }

  // --- Signs of life ----------------------------------------------------------------------------
  const beat = () => {
    if (board.querySelector("[data-live-state]").dataset.open !== "true") return;
    fetch(base + "/beat", { method: "POST", keepalive: true, headers: asJson, body: "{}" }).then((answer) => { if (answer.status === 409) look(); else online(); }).catch(offline);
  };
  beat();
  setInterval(beat, BEAT);
  setInterval(tick, 1000);
  // Where events do not get through, the page looks by itself; 304 while nothing has changed.
  setInterval(() => { if (Date.now() - lastLook > LOOK) look(); }, 5000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { beat(); look(); } });
  setClock();
  tidy();
  listen();
});
