package org.reachline.base.input;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reachline.base.Refusal;
import org.reachline.base.StorableText;

/**
 * A list as it came, kept in a file and never whole in memory. It is read once on arrival: whether
 * it is UTF-8 and holds nothing that no record could hold, how many rows it has, and its hash.
 */
@Schema(type = SchemaType.STRING)
public final class UploadedText implements AutoCloseable {
  /** Largest list that is taken, in bytes. */
  public static final int MOST_BYTES = 20_000_000;

  /** Rows up to which a list is answered at once, header included. */
  private static final int FEW_ROWS = 501;

  private static final int FEW_BYTES = 1_000_000;
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final byte[] bytes;
  private final boolean ours;
  private long size;
  private int rows;
  private String sha256;

  private UploadedText(Path file, byte[] bytes, boolean ours) {
    this.file = file;
    this.bytes = bytes;
    this.ours = ours;
  }

  /** A text that is there already. @throws Refusal.BadInput if it cannot be kept */
  public static UploadedText of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes of a text. @throws Refusal.BadInput if it cannot be kept */
  public static UploadedText of(byte[] text) {
    return looked(new UploadedText(null, text, false));
  }

  /** A file that somebody else takes away. @throws Refusal.BadInput if it cannot be kept */
  public static UploadedText of(Path file) {
    return looked(new UploadedText(file, null, false));
  }

  /** Keeps what comes in a file of its own. @throws Refusal.BadInput if it cannot be kept */
  public static UploadedText keep(InputStream body) {
    Path file = null;
    try {
      file = Files.createTempFile("reachline-list", ".csv");
      Files.copy(new Bounded(body), file, StandardCopyOption.REPLACE_EXISTING);
      return looked(new UploadedText(file, null, true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException refused) {
      delete(file);
      throw refused;
    }
  }

  /** Stops where somebody sends more than is taken. */
  private static final class Bounded extends java.io.FilterInputStream {
    private long read;

    Bounded(InputStream body) {
      super(body);
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      int got = super.read(into, from, most);
      read += Math.max(0, got);
      if (read > MOST_BYTES) {
        throw tooLarge();
      }
      return got;
    }
  }

  /** What is said of a list that is too large. */
  static Refusal.BadInput tooLarge() {
    return new Refusal.BadInput("", "This is larger than 20 MB. Split it and send the parts.");
  }

  private static UploadedText looked(UploadedText text) {
    MessageDigest digest = DigestUtils.getSha256Digest();
    try (Reader reader = reader(new DigestInputStream(text.stream(), digest))) {
      text.look(reader);
    } catch (CharacterCodingException e) {
      throw new Refusal.BadInput(
          "", "This is not UTF-8 text. Save it as “CSV UTF-8” and send it again.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    text.sha256 = Hex.encodeHexString(digest.digest());
    return text;
  }

  private void look(Reader reader) throws IOException {
    size = file == null ? bytes.length : Files.size(file);
    char[] block = new char[BUFFER];
    long before = 0;
    char last = 0;
    boolean quoted = false;
    boolean written = false;
    int kept = 0;
    for (int got = reader.read(block); got >= 0; got = reader.read(block, kept, BUFFER - kept)) {
      int there = kept + got;
      // A pair of surrogates is looked at whole.
      kept = there > 0 && Character.isHighSurrogate(block[there - 1]) ? 1 : 0;
      String text = new String(block, 0, there - kept);
      requireStorable(text, before);
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        quoted ^= c == '"';
        if (!quoted && (c == '\r' || c == '\n' && last != '\r')) {
          rows += written ? 1 : 0;
          written = false;
        } else {
          written |= c != '\n';
        }
        last = c;
      }
      before += text.length();
      if (kept > 0) {
        block[0] = block[there - 1];
      }
    }
    if (kept > 0) {
      requireStorable(new String(block, 0, 1), before);
    }
    rows += written ? 1 : 0;
  }

  private static void requireStorable(String text, long before) {
    StorableText.complaint(text)
        .ifPresent(
            complaint -> {
              throw new Refusal.BadInput("", StorableText.complaint(text, before).orElseThrow());
            });
  }

  /** Rows that it has, the header included; lines inside of quotes are none. */
  public int rows() {
    return rows;
  }

  /** Bytes that it has. */
  public long size() {
    return size;
  }

  /** SHA-256 of its bytes, 64 lower-case hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** Whether it is so short that a person does not wait for it. */
  public boolean isShort() {
    return rows <= FEW_ROWS && size <= FEW_BYTES;
  }

  /** The whole text, of a short list. */
  public String text() {
    try (InputStream in = stream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its bytes, from the beginning. */
  public InputStream stream() {
    try {
      return file == null
          ? new ByteArrayInputStream(bytes)
          : new BufferedInputStream(Files.newInputStream(file), BUFFER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its text, from the beginning. */
  public Reader reader() {
    return reader(stream());
  }

  private static Reader reader(InputStream in) {
    // A decoder of its own refuses what is not UTF-8; named by its charset it would be replaced.
    return new BufferedReader(
        new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()), BUFFER);
  }

  /** Takes away the file, if it is ours. */
  @Override
  public void close() {
    if (ours) {
      delete(file);
    }
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException leftForTheSystem) {
      // A file in the system's folder for what may go.
    }
  }
}
