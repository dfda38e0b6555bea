package org.reachline.exports.tables;

import org.reachline.base.facts.FactSheet;

/**
 * One column of an exported file, as the codebook tells it.
 *
 * @param name lower case, at most 32 characters, so that every statistics package takes it
 * @param label what it holds
 * @param type text, integer, number, date, datetime or code
 * @param unit what one is, or empty
 * @param codes the codes with their meaning, or empty
 * @param missing what an empty cell means, or empty where none is empty
 */
public record ExportColumn(
    String name, String label, String type, String unit, String codes, String missing) {
  /** What the codebook says of every text, see {@code ExportZip.cell}. */
  static final String GUARD = "a text that begins with = + - or @ has an apostrophe before it";

  /** Longest name that every statistics package takes. */
  static final int LONGEST = 32;

  public ExportColumn {
    if (name.length() > LONGEST || !name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("not a column name for every package: " + name);
    }
  }

  public static ExportColumn text(String name, String label, String missing) {
    return new ExportColumn(name, label, "text", "", GUARD, missing);
  }

  static ExportColumn integer(String name, String label, String unit, String missing) {
    return new ExportColumn(name, label, "integer", unit, "", missing);
  }

  static ExportColumn date(String name, String label, String missing) {
    return new ExportColumn(name, label, "date", "YYYY-MM-DD", "", missing);
  }

  static ExportColumn instant(String name, String label, String missing) {
    return new ExportColumn(name, label, "datetime", "UTC", "", missing);
  }

  static ExportColumn code(String name, String label, String codes, String missing) {
    return new ExportColumn(name, label, "code", "", codes, missing);
  }

  /** A field as its declaration says it. */
  static ExportColumn of(FactSheet.Exported fact) {
    return new ExportColumn(
        fact.column(),
        fact.meaning(),
        fact.type(),
        fact.unit(),
        fact.type().equals("text") ? GUARD : fact.codes(),
        fact.missing());
  }
}
