package org.reachline.studies;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.reachline.base.Choice;
import org.reachline.base.Vocabulary;
import org.reachline.protocol.StudyFile;
import org.reachline.protocol.design.Term;

/**
 * The words of all studies in force together; where two label a key differently, the first wins.
 */
@ApplicationScoped
class StudyVocabulary implements Vocabulary {
  @Inject Protocols protocols;

  @Override
  public List<Choice> siteTypes() {
    return gather(StudyFile::siteTypes);
  }

  @Override
  public List<Choice> parts() {
    return gather(StudyFile::parts);
  }

  private List<Choice> gather(Function<StudyFile, List<Term>> of) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (Study study : Study.listByTitle()) {
      if (study.current != null) {
        of.apply(protocols.fileOf(study)).forEach(t -> labels.putIfAbsent(t.key(), t.label()));
      }
    }
    return labels.entrySet().stream()
        .map(e -> new Choice(e.getKey(), e.getValue()))
        .sorted(Comparator.comparing(Choice::label))
        .toList();
  }
}
