package org.reachline.personas;

import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Requests of this test come from Dr Hanna Okafor, a member of the hub team. */
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@TestSecurity(user = "hub@demo.reachline.example", roles = "hub")
@OidcSecurity(
    claims = {
      @Claim(key = "email", value = "hub@demo.reachline.example"),
      @Claim(key = "name", value = "Dr Hanna Okafor")
    })
public @interface AsHub {}
