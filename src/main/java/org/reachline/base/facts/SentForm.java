package org.reachline.base.facts;

import jakarta.enterprise.context.RequestScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jboss.resteasy.reactive.server.multipart.FormValue;

/** The form that is being answered, word for word. */
@RequestScoped
public class SentForm {
  /** What was typed, by name of the field; of several with one name the first. */
  public Map<String, String> typed() {
    Map<String, String> typed = new LinkedHashMap<>();
    FormData form = CurrentRequestManager.get().getFormData();
    if (form != null) {
      form.forEach(field -> typed.put(field, form.getFirst(field).getValue()));
    }
    return typed;
  }

  /**
   * What was typed about a record; of what holds several {@code coaches.0} or {@code
   * nextSteps.0.what}.
   */
  public Map<String, String> typed(FactSheet<?> sheet) {
    Map<String, String> typed = typed();
    for (Fact fact : sheet.facts()) {
      if (fact.items() != null) {
        for (Fact part : fact.items().facts()) {
          List<String> words = all(fact.box(part));
          for (int i = 0; i < words.size(); i++) {
            typed.put(fact.name() + "." + i + "." + part.name(), words.get(i));
          }
        }
      } else if (fact.isMany()) {
        FactSheet.putSeveral(typed, fact.name(), all(fact.name()));
      }
    }
    return typed;
  }

  /** What was typed in all fields of one name, in their order. */
  public List<String> all(String field) {
    FormData form = CurrentRequestManager.get().getFormData();
    return form == null || !form.contains(field)
        ? List.of()
        : form.get(field).stream().map(FormValue::getValue).toList();
  }
}
