/**
 * The command line: the service itself, and the commands that work on files without it. Floor 6.
 */
package org.reachline.cli;
