package org.reachline.base.facts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.quarkus.hibernate.orm.panache.PanacheEntity;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * In JSON a record that another one names is its key. Read, the key stands in an otherwise empty
 * record, until the reader of the facts looks it up for the person who sent it.
 */
@Singleton
class EntityKeys implements ObjectMapperCustomizer {
  @Override
  public void customize(ObjectMapper mapper) {
    SimpleModule module = new SimpleModule("entity-keys");
    module.addSerializer(PanacheEntity.class, new Writer());
    module.setDeserializers(
        new SimpleDeserializers() {
          private static final long serialVersionUID = 1L;

          @Override
          public JsonDeserializer<?> findBeanDeserializer(
              JavaType type, DeserializationConfig config, BeanDescription bean) {
            return PanacheEntity.class.isAssignableFrom(type.getRawClass())
                ? new Reader(type.getRawClass().asSubclass(PanacheEntity.class))
                : null;
          }
        });
    mapper.registerModule(module);
  }

  private static final class Writer extends JsonSerializer<PanacheEntity> {
    @Override
    public void serialize(PanacheEntity record, JsonGenerator json, SerializerProvider with)
        throws IOException {
      json.writeNumber(record.id);
    }
  }

  private static final class Reader extends JsonDeserializer<PanacheEntity> {
    private final Class<? extends PanacheEntity> type;

    Reader(Class<? extends PanacheEntity> type) {
      this.type = type;
    }

    @Override
    public PanacheEntity deserialize(JsonParser json, DeserializationContext with)
        throws IOException {
      try {
        PanacheEntity named = type.getDeclaredConstructor().newInstance();
        named.id = with.readValue(json, Long.class);
        return named;
      } catch (ReflectiveOperationException everyEntityHasOne) {
        throw new IllegalStateException(everyEntityHasOne);
      }
    }
  }
}
