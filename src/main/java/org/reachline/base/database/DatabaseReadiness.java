package org.reachline.base.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready is who can reach the database. It is asked past the pool: an instance whose connections are
 * all at work is busy, and taking it out of service would only make the others busier.
 */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements HealthCheck {
  private static final String PATIENCE_SECONDS = "3";

  /** PostgreSQL answers, and has no place left for one more: it is there. */
  private static final String TOO_MANY = "53300";

  @Inject AgroalDataSource pool;

  @Override
  public HealthCheckResponse call() {
    try (Connection asked = connect()) {
      return answer(asked.isValid(Integer.parseInt(PATIENCE_SECONDS)));
    } catch (SQLException failure) {
      return answer(TOO_MANY.equals(failure.getSQLState()));
    }
  }

  private static HealthCheckResponse answer(boolean isUp) {
    return HealthCheckResponse.named("Database").status(isUp).build();
  }

  private Connection connect() throws SQLException {
    var factory =
        pool.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
    Properties how = new Properties();
    factory
        .jdbcProperties()
        .forEach((name, value) -> how.setProperty((String) name, (String) value));
    if (factory.principal() instanceof NamePrincipal user) {
      how.setProperty("user", user.getName());
    }
    for (Object credential : factory.credentials()) {
      if (credential instanceof SimplePassword password) {
        how.setProperty("password", password.getWord());
      }
    }
    how.setProperty("connectTimeout", PATIENCE_SECONDS);
    how.setProperty("loginTimeout", PATIENCE_SECONDS);
    how.setProperty("socketTimeout", PATIENCE_SECONDS);
    return DriverManager.getConnection(factory.jdbcUrl(), how);
  }
}
