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
 * Requests of this test come from Otis Frame, a clinician without any site: the person who must not
 * see.
 */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@TestSecurity(user = "outsider@demo.reachline.example", roles = "clinician")
@OidcSecurity(
    claims = {
      @Claim(key = "email", value = "outsider@demo.reachline.example"),
      @Claim(key = "name", value = "Otis Frame")
    })
public @interface AsOutsider {}
