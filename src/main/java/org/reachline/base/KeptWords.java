package org.reachline.base;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jboss.resteasy.reactive.server.multipart.FormValue;

/**
 * What a person had typed into a form that no page of its own shows again: the error page gives it
 * back, so that nobody types anything twice.
 */
final class KeptWords {
  /** More than the largest form has; a made-up request cannot make the page endless. */
  private static final int MOST_FIELDS = 200;

  /** Name of the cookie and of the field by which a form proves where it was made. */
  static final String TOKEN = "csrf-token";

  /** Fields that the pages themselves fill in. */
  private static final Set<String> OURS =
      Set.of(TOKEN, "version", "report-version", "basis", "content", "confirm", "to");

  /**
   * One box of the form.
   *
   * @param label the field's name as words
   * @param text what was typed
   * @param rows lines that it needs, up to 12
   */
  record Word(String label, String text, int rows) {}

  private KeptWords() {}

  /**
   * The words of the form that is being answered; none if the request had none.
   *
   * @param token the cookie's token: a form that was sent from elsewhere does not carry it, and
   *     nobody else's words are shown as the reader's own
   */
  static List<Word> ofThisRequest(String token) {
    ResteasyReactiveRequestContext request = CurrentRequestManager.get();
    FormData form = request == null ? null : request.getFormData();
    List<Word> words = new ArrayList<>();
    if (form == null
        || form.getFirst(TOKEN) == null
        || !token.equals(form.getFirst(TOKEN).getValue())) {
      return words;
    }
    for (String field : form) {
      for (FormValue value : form.get(field)) {
        boolean typed = !OURS.contains(field) && !value.isFileItem() && !value.getValue().isBlank();
        if (typed && words.size() < MOST_FIELDS) {
          words.add(word(field, value.getValue()));
        }
      }
    }
    return words;
  }

  private static Word word(String field, String text) {
    String spaced = field.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(java.util.Locale.ROOT);
    long lines = text.lines().mapToLong(line -> 1 + line.length() / 80).sum();
    return new Word(Words.fromKey(spaced), text, (int) Math.max(1, Math.min(12, lines)));
  }
}
