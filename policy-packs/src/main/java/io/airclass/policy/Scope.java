package io.airclass.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The place whose rules a pack states; what lies within it is bound by them too. */
public sealed interface Scope {
    /** The whole country. */
    Nation NATION = new Nation();

    /** Two scopes are the same place exactly if their keys are equal. */
    String key();

    /** The wider places around it, the widest first. */
    List<Scope> enclosing();

    /** The place in words for people. */
    String text();

    /** How many wider places lie around it. */
    default int depth() {
        return enclosing().size();
    }

    /** The country. */
    record Nation() implements Scope {
        @Override
        public String key() {
            return "nation";
        }

        @Override
        public List<Scope> enclosing() {
            return List.of();
        }

        @Override
        public String text() {
            return "CN";
        }
    }

    /** A division by its GB/T 2260 code, six digits: province {@code xx0000}, prefecture {@code xxyy00}, county. */
    record Division(String code) implements Scope {
        private static final Pattern CODE = Pattern.compile("[1-9]\\d{5}");

        public Division {
            if (!isCode(code)) {
                throw new IllegalArgumentException("Not a division code of six digits: " + code);
            }
        }

        public static boolean isCode(String text) {
            return CODE.matcher(text).matches() && (!text.startsWith("00", 2) || text.endsWith("0000"));
        }

        @Override
        public String key() {
            return "division " + code;
        }

        @Override
        public List<Scope> enclosing() {
            var wider = new ArrayList<Scope>();
            wider.add(NATION);
            if (!code.endsWith("0000")) {
                wider.add(new Division(code.substring(0, 2) + "0000"));
            }
            if (!code.endsWith("00")) {
                wider.add(new Division(code.substring(0, 4) + "00"));
            }
            return List.copyOf(wider);
        }

        @Override
        public String text() {
            return code;
        }
    }

    /** An organisation of the roster that has no code of its own, such as a functional zone or a school, in a division. */
    record Organisation(String id, Division within) implements Scope {
        private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

        public Organisation {
            if (!isId(id)) {
                throw new IllegalArgumentException("Not an organisation's id: " + id);
            }
        }

        public static boolean isId(String text) {
            return ID.matcher(text).matches();
        }

        static String key(String id) {
            return "org " + id;
        }

        @Override
        public String key() {
            return key(id);
        }

        @Override
        public List<Scope> enclosing() {
            var wider = new ArrayList<>(within.enclosing());
            wider.add(within);
            return List.copyOf(wider);
        }

        @Override
        public String text() {
            return id + " in " + within.code();
        }
    }

    /**
     * An organisation of the roster that states rules of its own, wherever it lies.
     *
     * @param line ids from the root down to it
     */
    record Local(List<String> line) implements Scope {
        /** Deeper than any place of the shipped packs, so that of two equally strict rules the shipped one is cited. */
        private static final int BELOW_THE_PACKS = 8;

        public Local {
            if (line.isEmpty() || !line.stream().allMatch(Organisation::isId)) {
                throw new IllegalArgumentException("Not a line of organisations: " + line);
            }
            line = List.copyOf(line);
        }

        @Override
        public String key() {
            return Organisation.key(line.getLast());
        }

        @Override
        public List<Scope> enclosing() {
            return List.of(NATION);
        }

        @Override
        public int depth() {
            return BELOW_THE_PACKS + line.size();
        }

        @Override
        public String text() {
            return line.getLast();
        }
    }
}
