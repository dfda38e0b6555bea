package org.reachline.base.input;

import io.quarkus.qute.TemplateExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.reachline.base.Problems;
import org.reachline.base.Refusal;
import org.reachline.base.StorableText;

/**
 * A text that comes as a chosen file, pasted into a box, or again from the preview for
 * confirmation. The preview carries it in Base64, because browsers rewrite the line ends of hidden
 * fields and the hash of the list would change.
 */
public class UploadForm {
  /** Largest text taken, in bytes. */
  public static final int MOST_BYTES = 8_000_000;

  /** Longest list that comes back as text, in characters of Base64. */
  private static final int MOST_TYPED = 200_000;

  /** Fields that carry the list itself, and the form's token. */
  private static final Set<String> THE_LIST = Set.of("file", "pasted", "content", "csrf-token");

  /** The chosen file, if any. */
  @RestForm public FileUpload file;

  /** The pasted text, if any. */
  @RestForm public String pasted;

  /** The text in Base64, as the preview carries it. */
  @RestForm public String content;

  /** Anything, once the preview was confirmed. */
  @RestForm public String confirm;

  /** What the preview was made from, as {@code ListBasis} wrote it. */
  @RestForm public String basis;

  /** Why, where a reason is asked for. */
  @RestForm public String reason;

  /** Whether the person has seen the preview and wants it done. */
  public boolean isConfirmed() {
    return confirm != null && !confirm.isBlank() && isCarried();
  }

  /** Whether the list comes back from its preview. */
  public boolean isCarried() {
    return content != null && !content.isBlank();
  }

  /** The basis to compare with; a confirmation without one fits nothing that stands. */
  public String basisSeen() {
    return basis == null ? "" : basis;
  }

  /** The text, or null with the problem noted. */
  public String text(Problems problems) {
    byte[] bytes;
    try {
      if (content != null && !content.isBlank()) {
        bytes = Base64.getDecoder().decode(content.strip());
      } else if (file != null && file.fileName() != null && !file.fileName().isBlank()) {
        if (file.size() > MOST_BYTES) {
          problems.add("file", "This file is larger than 8 MB. Split it and send the parts.");
          return null;
        }
        bytes = Files.readAllBytes(file.uploadedFile());
      } else if (pasted != null && !pasted.isBlank()) {
        return kept(pasted, problems);
      } else {
        problems.add("file", "Choose a file, or paste its text below.");
        return null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException notBase64) {
      problems.add("file", "The text did not come back whole. Choose the file again.");
      return null;
    }
    Optional<String> text = StorableText.ofUtf8(bytes);
    if (text.isEmpty()) {
      problems.add("file", "This file is not UTF-8 text. Save it as “CSV UTF-8” and try again.");
      return null;
    }
    return kept(text.get(), problems);
  }

  /** The list, of any length, or null with the problem noted. */
  public UploadedText list(Problems problems) {
    try {
      if (content != null && !content.isBlank()) {
        return UploadedText.of(Base64.getDecoder().decode(content.strip()));
      }
      if (file != null && file.fileName() != null && !file.fileName().isBlank()) {
        if (file.size() > UploadedText.MOST_BYTES) {
          throw UploadedText.tooLarge();
        }
        return UploadedText.of(file.uploadedFile());
      }
      if (pasted != null && !pasted.isBlank()) {
        return UploadedText.of(pasted);
      }
      problems.add("file", "Choose a file, or paste its text below.");
    } catch (Refusal.BadInput refused) {
      problems.add("file", refused.getMessage());
    } catch (IllegalArgumentException notBase64) {
      problems.add("file", "The text did not come back whole. Choose the file again.");
    }
    return null;
  }

  /** What was said beside the list, by name of the field. */
  public static Map<String, List<String>> words() {
    Map<String, List<String>> words = new LinkedHashMap<>();
    FormData form = CurrentRequestManager.get().getFormData();
    if (form != null) {
      form.forEach(
          field -> {
            if (!THE_LIST.contains(field)) {
              words.put(field, form.get(field).stream().map(FormValue::getValue).toList());
            }
          });
    }
    return words;
  }

  private static String kept(String text, Problems problems) {
    Optional<String> complaint = StorableText.complaint(text);
    complaint.ifPresent(wrong -> problems.add("file", wrong));
    return complaint.isEmpty() ? text : null;
  }

  /**
   * The text of a list that cannot be taken, to be mended on the page; empty if it is longer than
   * anybody mends by hand.
   */
  @TemplateExtension
  public static String typedText(String carried) {
    return carried.length() > MOST_TYPED
        ? ""
        : new String(Base64.getDecoder().decode(carried), StandardCharsets.UTF_8);
  }

  /** What the chosen file is called; {@code otherwise} if the text came another way. */
  public String fileName(String otherwise) {
    String name = file == null || file.fileName() == null ? "" : file.fileName();
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return last.isBlank() || content != null && !content.isBlank() ? otherwise : last.strip();
  }

  /** The text as the preview carries it to the confirmation. */
  public static String carried(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
