package org.reachline.base.errors;

import io.quarkus.logging.LoggingFilter;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.reachline.base.fence.DiscreetLog;

/** Everything that is looked after before a line is written; a log takes one filter only. */
@LoggingFilter(name = "house")
final class HouseLog implements Filter {
  private final List<Filter> filters = List.of(new DatabaseAway(), new DiscreetLog());

  @Override
  public boolean isLoggable(LogRecord line) {
    return filters.stream().allMatch(filter -> filter.isLoggable(line));
  }
}
