package org.reachline.studies.ledger;

import io.quarkus.qute.TemplateExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/**
 * Addresses of the entries behind a figure, for templates and JSON: {@code {entries:site(study,
 * unit, strategy, 'counted', 'contacts_of')}}. The page under them is {@code EntriesPage} of
 * coaching; the names of a set and a reading are the keys of {@link EntrySet} and {@link Reading}.
 */
@TemplateExtension(namespace = "entries")
public final class EntryLinks {
  private EntryLinks() {}

  /** The entries of one unit's figure. */
  public static String site(Study study, Site unit, String strategy, String of, String read) {
    return base(study, of, read) + "&site=" + word(unit.code) + "&strategy=" + word(strategy);
  }

  /** The entries of one unit's figure of one study month. */
  public static String month(
      Study study, Site unit, String strategy, String of, String read, Integer month) {
    return site(study, unit, strategy, of, read) + "&from=" + month + "&to=" + month;
  }

  /** The entries of one unit's figure up to a study month. */
  public static String until(
      Study study, Site unit, String strategy, String of, String read, Integer month) {
    return site(study, unit, strategy, of, read) + "&to=" + month;
  }

  /** The entries of one unit's figure of one phase. */
  public static String phase(
      Study study, Site unit, String strategy, String of, String read, String phase) {
    return site(study, unit, strategy, of, read) + "&phase=" + word(phase);
  }

  /** The entries of an arm's figure; only for those who may see arms. */
  public static String arm(Study study, String arm, String strategy, String of, String read) {
    return base(study, of, read) + "&arm=" + word(arm) + "&strategy=" + word(strategy);
  }

  /** Where the record behind a line is read. */
  public static String record(Study study, Site unit, String source) {
    return LedgerSource.of(source).address(study, unit);
  }

  /** The record behind a line, in words. */
  public static String recordWords(String source) {
    return LedgerSource.of(source).inWords();
  }

  private static String base(Study study, String of, String read) {
    return "/studies/" + study.slug + "/entries?of=" + of + "&read=" + read;
  }

  private static String word(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
