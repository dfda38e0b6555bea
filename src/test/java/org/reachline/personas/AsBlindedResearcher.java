package org.reachline.personas;

import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Requests of this test come from Bea Lindqvist, a researcher whose record is blinded. */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@TestSecurity(user = "blinded@demo.reachline.example", roles = "researcher")
@OidcSecurity(
    claims = {
      @Claim(key = "email", value = "blinded@demo.reachline.example"),
      @Claim(key = "name", value = "Bea Lindqvist")
    })
public @interface AsBlindedResearcher {}
