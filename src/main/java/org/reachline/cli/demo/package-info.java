/** The demonstration trial: simulated, labelled so, loaded once into an empty house. Floor 6. */
package org.reachline.cli.demo;
