/**
 * Signing in and out through the identity provider, and what holds while it does not answer. An
 * inner room of base.
 */
package org.reachline.base.signin;
