package org.reachline.journeys;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the keyboard is, is seen on every control: by one ring of two tones, of which at least one
 * stands out 3:1 from what lies around the control (WCAG 2.2, 1.4.11 and 2.4.13).
 */
final class FocusRing {
  /** What was looked at in this run, so that a hundred links of one kind take no time. */
  private static final Set<Object> SEEN = ConcurrentHashMap.newKeySet();

  private static final String LOOK =
      """
      seen => {
        const channels = (colour) => (colour.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
        const light = ([r, g, b]) => {
          const [x, y, z] = [r, g, b].map((c) => c / 255)
            .map((c) => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
          return .2126 * x + .7152 * y + .0722 * z;
        };
        const contrast = (one, two) => {
          const [a, b] = [light(one), light(two)].sort((p, q) => q - p);
          return (a + .05) / (b + .05);
        };
        const around = (element) => {
          for (let e = element.parentElement; e; e = e.parentElement) {
            const colour = channels(getComputedStyle(e).backgroundColor);
            if ((colour[3] ?? 1) === 1) return colour;
          }
          return [255, 255, 255];
        };
        const wrong = [], kinds = [];
        const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary," +
          " audio, video, iframe, [contenteditable], [tabindex]";
        for (const control of document.querySelectorAll(controls)) {
          if (control.disabled || control.matches("main") || !control.checkVisibility({ visibilityProperty: true })) continue;
          const kind = [control.tagName, control.type ?? "", control.className, around(control)].join(" ");
          if (seen.includes(kind) || kinds.includes(kind)) continue;
          kinds.push(kind);
          control.focus({ preventScroll: true, focusVisible: true });
          if (document.activeElement !== control) { wrong.push(kind + " takes no focus"); continue; }
          const style = getComputedStyle(control);
          const glow = style.boxShadow.match(/^(rgba?\\([^)]*\\)) 0px 0px 0px (\\d+)px$/);
          const tones = [channels(style.outlineColor), channels(glow?.[1] ?? "")];
          if (!control.matches(":focus-visible")) wrong.push(kind + " does not say that it has the focus");
          else if (style.outlineStyle !== "solid" || parseFloat(style.outlineWidth) < 3) wrong.push(kind + " has the outline " + style.outline);
          else if (!glow || Number(glow[2]) < 2) wrong.push(kind + " has the shadow " + style.boxShadow);
          else if (contrast(...tones) < 3) wrong.push(kind + " has two tones that look alike: " + tones.join(" and "));
          else {
            const best = Math.max(...tones.map((tone) => contrast(tone, around(control))));
            if (best < 3) wrong.push(kind + " stands out by " + best.toFixed(2) + ":1 only");
          }
        }
        document.activeElement?.blur();
        return { wrong, kinds };
      }
      """;

  private FocusRing() {}

  /** What is wrong with the ring on this page's controls, of kinds that were not seen before. */
  static List<String> faults(Page page) {
    // From here on the browser takes a focus for one of the keyboard.
    page.keyboard().press("Tab");
    var found = (java.util.Map<?, ?>) page.evaluate(LOOK, List.copyOf(SEEN));
    SEEN.addAll((List<?>) found.get("kinds"));
    return ((List<?>) found.get("wrong")).stream().map(w -> page.url() + ": " + w).toList();
  }

  /** How many kinds of controls were looked at in this run. */
  static int kinds() {
    return SEEN.size();
  }
}
