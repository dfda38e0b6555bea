package org.reachline;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What the database holds, in short: of each table its number of rows and a sum of them. */
final class TableSums {
  private TableSums() {}

  static SortedMap<String, String> of(DataSource database) throws SQLException {
    SortedMap<String, String> all = new TreeMap<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (var rows =
          statement.executeQuery("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      for (String table : tables) {
        try (var rows =
            statement.executeQuery(
                "SELECT count(*), md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)),"
                    + " '')) FROM "
                    + table
                    + " t")) {
          rows.next();
          all.put(table, rows.getString(1) + " rows, " + rows.getString(2));
        }
      }
    }
    return all;
  }
}
