/**
 * Data for statisticians: one ZIP of tidy CSV files with a codebook, for researchers, each on
 * record. Blinded researchers get nothing that gives an arm away. Floor 5: knows every ledger.
 */
package org.reachline.exports;
