package org.reachline.base.act;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.jdbc.PgConnection;

/**
 * Reads never write: whatever asks for a page or for data gets connections whose transactions the
 * database holds to reading. What a read leaves behind on purpose is an {@link OwnAct}.
 */
@Singleton
class ReadsWriteNothing implements AgroalPoolInterceptor {
  private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  @Inject CurrentVertxRequest request;

  @Override
  public void onConnectionAcquire(Connection connection) {
    boolean reads = isRead() && !OwnAct.isUnderWay();
    try {
      // Sends nothing by itself: the driver begins the next transaction accordingly. The pool would
      // not let itself be told, because the connection has joined its transaction by now.
      PgConnection driver = connection.unwrap(PgConnection.class);
      if (driver.isReadOnly() != reads) {
        driver.setReadOnly(reads);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The connection could not be told whether it may write", e);
    }
  }

  private boolean isRead() {
    if (!Arc.container().requestContext().isActive()) {
      return false;
    }
    RoutingContext current = request.getCurrent();
    return current != null && READS.contains(current.request().method());
  }
}
