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
