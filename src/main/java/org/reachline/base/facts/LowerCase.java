package org.reachline.base.facts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.Locale;

/** Writes an answer into JSON as study files and lists write it: {@code no_show}. */
public final class LowerCase extends JsonSerializer<Enum<?>> {
  @Override
  public void serialize(Enum<?> answer, JsonGenerator json, SerializerProvider with)
      throws IOException {
    json.writeString(answer.name().toLowerCase(Locale.ROOT));
  }
}
