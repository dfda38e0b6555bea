package org.reachline.base;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * One page of a long list: which of the rows that were found it shows, and the way to the pages
 * beside it, with the filters that the reader chose. Whoever asks for a page past the end gets the
 * last one, so nobody ends on an empty page. The tag {@code pages} shows it.
 *
 * @param found how many rows there are
 * @param page the page that is shown, from 1
 * @param size rows on one page
 * @param path address of the list; empty where the page is shown there and nowhere else
 * @param query filters as the address has them, each ending in {@code &}
 */
public record Paging(long found, int page, int size, String path, String query) {
  /** Rows on one page of most lists. */
  public static final int ROWS = 100;

  /** The page that was asked for, or the nearest that there is. */
  public static Paging of(long found, int asked, int size) {
    int pages = (int) Math.max(1, (found + size - 1) / size);
    return new Paging(found, Math.min(Math.max(1, asked), pages), size, "", "");
  }

  /** The same of what an address says. */
  public static Paging of(long found, PageNumber asked, int size) {
    return of(found, asked.number(), size);
  }

  /** The page of a query that was asked for; the query is counted. */
  public static Paging of(PanacheQuery<?> query, PageNumber asked, int size) {
    return of(query.count(), asked.number(), size);
  }

  /** The page of a query that was asked for; the query is counted. */
  public static Paging of(PanacheQuery<?> query, int asked, int size) {
    return of(query.count(), asked, size);
  }

  /** The rows of this page, and no others, from the database. */
  public <T> List<T> rows(PanacheQuery<T> query) {
    return query.page(page - 1, size).list();
  }

  /** Rows of a query from an offset on, as the API counts them. */
  public static <T> List<T> slice(PanacheQuery<T> query, int offset, int limit) {
    return query.range(offset, (int) Math.min(Integer.MAX_VALUE, offset + limit - 1L)).list();
  }

  /** The same of a list whose page may be shown elsewhere: after an act that was refused. */
  public Paging at(String path) {
    return new Paging(found, page, size, path, query);
  }

  /** The same with a filter that the addresses of other pages keep; a blank one is left out. */
  public Paging keeping(String name, Object value) {
    return value == null || value.toString().isBlank()
        ? this
        : new Paging(
            found,
            page,
            size,
            path,
            query + name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8) + "&");
  }

  /** The same with every filter of a request; its own page is left out. */
  public Paging keepingAllOf(UriInfo address) {
    String asked = address.getRequestUri().getRawQuery();
    String kept = asked == null ? "" : asked.replaceAll("(^|&)page=[^&]*", "");
    return new Paging(
        found, page, size, path, kept.isEmpty() ? "" : kept.replaceFirst("^&", "") + "&");
  }

  /** How many pages there are, one at least. */
  public int pages() {
    return (int) Math.max(1, (found + size - 1) / size);
  }

  /** Whether there is more than one page. */
  public boolean isSeveral() {
    return pages() > 1;
  }

  /** Rows before this page. */
  public int offset() {
    return (page - 1) * size;
  }

  /** This page of rows that were worked out and cannot be asked for page by page. */
  public <T> List<T> of(List<T> rows) {
    return rows.subList(Math.min(offset(), rows.size()), Math.min(offset() + size, rows.size()));
  }

  /** Address of the page before, or null on the first. */
  public String before() {
    return page > 1 ? address(page - 1) : null;
  }

  /** Address of the page after, or null on the last. */
  public String after() {
    return page < pages() ? address(page + 1) : null;
  }

  private String address(int number) {
    return path + "?" + query + "page=" + number;
  }

  /** {@code 1 to 100 of 3,100}. */
  public String inWords() {
    return String.format(
        Locale.US,
        "%,d to %,d of %,d",
        offset() + 1,
        Math.min(offset() + (long) size, found),
        found);
  }
}
