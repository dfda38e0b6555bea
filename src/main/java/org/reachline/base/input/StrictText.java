package org.reachline.base.input;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.reachline.base.Refusal;
import org.reachline.base.StorableText;

/**
 * Lists and study files that come to the API as they are: UTF-8 or refused. Decoded leniently, a
 * file in another encoding would be kept with its letters replaced.
 */
@Provider
@Consumes({"text/csv", "text/plain", "application/yaml", "text/yaml", "application/x-yaml"})
class StrictText implements MessageBodyReader<String> {
  @Override
  public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType as) {
    return type == String.class;
  }

  @Override
  public String readFrom(
      Class<String> type,
      Type generic,
      Annotation[] annotations,
      MediaType as,
      MultivaluedMap<String, String> headers,
      InputStream body)
      throws IOException {
    byte[] bytes = body.readNBytes(UploadForm.MOST_BYTES + 1);
    if (bytes.length > UploadForm.MOST_BYTES) {
      throw new Refusal.BadInput("", "This is larger than 8 MB. Split it and send the parts.");
    }
    String text =
        StorableText.ofUtf8(bytes)
            .orElseThrow(
                () ->
                    new Refusal.BadInput(
                        "", "This is not UTF-8 text. Save it as “CSV UTF-8” and send it again."));
    StorableText.complaint(text)
        .ifPresent(
            complaint -> {
              throw new Refusal.BadInput("", complaint);
            });
    return text;
  }
}
