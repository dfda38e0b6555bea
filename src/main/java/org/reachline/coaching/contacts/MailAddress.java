package org.reachline.coaching.contacts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import org.reachline.people.Person;

/** Writes a person into JSON as their mail address. */
final class MailAddress extends JsonSerializer<Person> {
  @Override
  public void serialize(Person person, JsonGenerator json, SerializerProvider with)
      throws IOException {
    json.writeString(person.email);
  }
}
