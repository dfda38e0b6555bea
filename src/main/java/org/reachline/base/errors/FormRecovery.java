package org.reachline.base.errors;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.reachline.base.Formats;
import org.reachline.base.fence.FormToken;
import org.reachline.base.input.UploadForm;

/**
 * What a person had typed into a form that no page of its own shows again: the error page gives it
 * back, so that nobody types anything twice.
 */
final class FormRecovery {
  /** More than the largest form has; a made-up request cannot make the page endless. */
  private static final int MOST_FIELDS = 200;

  /** The field in which {@link UploadForm} carries a list. */
  private static final String CARRIED = "content";

  /** Fields that the pages themselves fill in. */
  private static final Set<String> OURS =
      Set.of(
          FormToken.FIELD,
          "version",
          "report-version",
          "basis",
          "confirm",
          "to",
          "person",
          "shown",
          "booking",
          "rolesShown",
          "stage",
          "wanted");

  /**
   * One box of the form.
   *
   * @param label the field's name as words
   * @param text what was typed
   * @param rows lines that it needs, up to 12
   */
  record Word(String label, String text, int rows) {}

  private FormRecovery() {}

  /** The words of the form that is being answered; none if the request had none. */
  static List<Word> ofThisRequest() {
    ResteasyReactiveRequestContext request = CurrentRequestManager.get();
    FormData form = request == null ? null : request.getFormData();
    List<Word> words = new ArrayList<>();
    if (form == null) {
      return words;
    }
    for (String field : form) {
      int number = 0;
      for (FormValue value : form.get(field)) {
        number++;
        boolean typed = !OURS.contains(field) && !value.isFileItem();
        String text = typed ? text(field, value.getValue()) : "";
        if (!text.isBlank() && words.size() < MOST_FIELDS) {
          words.add(word(field, form.get(field).size() > 1 ? number : 0, text));
        }
      }
    }
    return words;
  }

  /**
   * Where the form stands, as an address within the service; null if the browser does not say.
   *
   * @param referer the header that browsers send, or null
   */
  static String back(String referer) {
    try {
      String path = referer == null ? null : URI.create(referer).getRawPath();
      return path != null && path.matches("/[^/\\\\].*") ? path : null;
    } catch (IllegalArgumentException notAnAddress) {
      return null;
    }
  }

  /** A preview carries the list that was pasted in Base64; the typist knows it as text. */
  private static String text(String field, String value) {
    try {
      return field.equals(CARRIED) ? UploadForm.typedText(value.strip()) : value;
    } catch (IllegalArgumentException notCarried) {
      return value;
    }
  }

  /** A box; where many share a name, with its number among them. */
  private static Word word(String field, int number, String text) {
    String spaced = field.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(java.util.Locale.ROOT);
    long lines = text.lines().mapToLong(line -> 1 + line.length() / 50).sum();
    String label = Formats.fromKey(spaced) + (number == 0 ? "" : " " + number);
    return new Word(label, text, (int) Math.max(1, Math.min(12, lines)));
  }
}
