/** Figures for operators, by county (GB/T 2260) and stage, counted where a fact comes about; never by person or class. */
package io.airclass.homework.figures;
