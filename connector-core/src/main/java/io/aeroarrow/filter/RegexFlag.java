package io.aeroarrow.filter;

/** How the server reads a regular expression: as POSIX's {@code regcomp} does. */
public enum RegexFlag {
    /** POSIX extended syntax; without it the basic one, in which {@code + ? | ( ) { }} are ordinary characters. */
    EXTENDED,
    /** Upper and lower case are the same. */
    IGNORE_CASE,
    /** {@code ^} and {@code $} match at each line, and {@code .} matches no line end. */
    NEWLINE
}
