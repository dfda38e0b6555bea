package org.reachline.personas;

import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Requests of this test come from Cole Whitfield, a coach. */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@TestSecurity(user = "coach@demo.reachline.example", roles = "coach")
@OidcSecurity(
    claims = {
      @Claim(key = "email", value = "coach@demo.reachline.example"),
      @Claim(key = "name", value = "Cole Whitfield")
    })
public @interface AsCoach {}
