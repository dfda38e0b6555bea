package org.reachline.personas;

import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Requests of this test come from Rene Castillo, a researcher who may see arms once a record says
 * so.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@TestSecurity(user = "researcher@demo.reachline.example", roles = "researcher")
@OidcSecurity(
    claims = {
      @Claim(key = "email", value = "researcher@demo.reachline.example"),
      @Claim(key = "name", value = "Rene Castillo")
    })
public @interface AsResearcher {}
