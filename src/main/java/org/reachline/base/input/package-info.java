/**
 * What comes in with a request and is read strictly: JSON, text, files, true or false. An inner
 * room of base.
 */
package org.reachline.base.input;
