package io.airclass.roster.intake;

/** What an import has done so far. */
public record Counts(Tally orgs, Tally terms, Tally classes, Tally people, Tally accounts) {
    static final Counts NONE = new Counts(Tally.NONE, Tally.NONE, Tally.NONE, Tally.NONE, Tally.NONE);

    Counts plus(Counts more) {
        return new Counts(
                orgs.plus(more.orgs),
                terms.plus(more.terms),
                classes.plus(more.classes),
                people.plus(more.people),
                accounts.plus(more.accounts));
    }

    static Counts ofOrgs(Tally tally) {
        return new Counts(tally, Tally.NONE, Tally.NONE, Tally.NONE, Tally.NONE);
    }

    static Counts ofTerms(Tally tally) {
        return new Counts(Tally.NONE, tally, Tally.NONE, Tally.NONE, Tally.NONE);
    }

    static Counts ofClasses(Tally tally) {
        return new Counts(Tally.NONE, Tally.NONE, tally, Tally.NONE, Tally.NONE);
    }

    static Counts ofPeople(Tally people, Tally accounts) {
        return new Counts(Tally.NONE, Tally.NONE, Tally.NONE, people, accounts);
    }
}
