package org.reachline.dose;

import io.quarkus.qute.TemplateExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.reachline.protocol.dose.DoseAccount;
import org.reachline.sites.Site;
import org.reachline.studies.Study;

/**
 * Addresses of the entries behind a figure, for templates and JSON: {@code {entries:site(study,
 * unit, account, 'counted', 'contacts_of')}}. The page under them is {@code EntriesPage} of
 * coaching; the names of a set and a reading are the keys of {@link EntrySet} and {@link
 * FigureFormat}.
 */
@TemplateExtension(namespace = "entries")
public final class EntryLinks {
  private EntryLinks() {}

  /** The entries of one unit's figure, counted as its account counts. */
  public static String site(Study study, Site unit, DoseAccount account, String of, String read) {
    return site(study, unit.code, account, of, read);
  }

  /** The same by the code of the unit's site. */
  public static String site(Study study, String unit, DoseAccount account, String of, String read) {
    return base(study, of, read)
        + "&site="
        + word(unit)
        + "&strategy="
        + word(account.strategy())
        + (account.otherRule() ? "&rule=" + word(account.rule().key()) : "");
  }

  /** The entries of one unit's figure of one study month. */
  public static String month(
      Study study, Site unit, DoseAccount account, String of, String read, Integer month) {
    return site(study, unit, account, of, read) + "&from=" + month + "&to=" + month;
  }

  /** The entries of one unit's figure up to a study month. */
  public static String until(
      Study study, Site unit, DoseAccount account, String of, String read, Integer month) {
    return site(study, unit, account, of, read) + "&to=" + month;
  }

  /** The entries of one unit's figure of one phase. */
  public static String phase(
      Study study, Site unit, DoseAccount account, String of, String read, String phase) {
    return site(study, unit, account, of, read) + "&phase=" + word(phase);
  }

  /**
   * The entries of an arm's figure; only for those who may see arms.
   *
   * @param rule key of another counting rule than the study file's choice, or null
   */
  public static String arm(
      Study study, String arm, String strategy, String rule, String of, String read) {
    return base(study, of, read)
        + "&arm="
        + word(arm)
        + "&strategy="
        + word(strategy)
        + (rule == null ? "" : "&rule=" + word(rule));
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
