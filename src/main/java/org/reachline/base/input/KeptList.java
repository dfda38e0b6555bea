package org.reachline.base.input;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Lists that come to the API as they are, however long: see {@link UploadedText}. */
@Provider
@Consumes({"text/csv", "text/plain"})
class KeptList implements MessageBodyReader<UploadedText> {
  @Override
  public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType as) {
    return type == UploadedText.class;
  }

  @Override
  public UploadedText readFrom(
      Class<UploadedText> type,
      Type generic,
      Annotation[] annotations,
      MediaType as,
      MultivaluedMap<String, String> headers,
      InputStream body) {
    return UploadedText.keep(body);
  }
}
