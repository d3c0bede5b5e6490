package io.airclass.roster.account;

import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.Role;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Stored;
import io.airclass.roster.org.Org;
import io.airclass.roster.people.Grant;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Signing in with a password, and making accounts in bulk. */
@Service
public class AccountService {
    private static final String FIRST_USERNAME = "admin";
    private static final int SAVE_ATTEMPTS_MAX = 8;
    private static final int LOOKING_MAX = 4;

    private final AccountRepository accounts;
    private final UsernameRepository usernames;
    private final PersonRepository people;
    private final PasswordService passwords;
    private final BootstrapSettings bootstrap;
    private final AccountSettings settings;
    private final Clock clock;
    private final Set<String> common = CommonPasswords.shipped();
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, Integer> looking = new ConcurrentHashMap<>();

    AccountService(
            AccountRepository accounts,
            UsernameRepository usernames,
            PersonRepository people,
            PasswordService passwords,
            BootstrapSettings bootstrap,
            AccountSettings settings,
            Clock clock) {
        this.accounts = accounts;
        this.usernames = usernames;
        this.people = people;
        this.passwords = passwords;
        this.bootstrap = bootstrap;
        this.settings = settings;
        this.clock = clock;
    }

    /** Somebody who knows the password of an account. */
    public record Verified(String personId, boolean mustChangePassword) {}

    /**
     * Whose username and password these are; refused in one and the same way where they are not.
     *
     * @param address where the request comes from
     */
    public Mono<Verified> verified(String username, String password, String address) {
        String name = AccountRules.normalised(username);
        if (!AccountRules.isUsername(name) || password.length() > AccountRules.PASSWORD_CHARS_MAX) {
            return refused();
        }
        return passwords.admitted(account(name)
                .filter(account -> account.value().passwordHash() != null)
                .map(account -> verify(account, password, address))
                .defaultIfEmpty(passwords.matchesNobody(password).then(refused()))
                .flatMap(Function.identity())
                .map(AccountService::verified));
    }

    private static Verified verified(Stored<Account> account) {
        return new Verified(account.id(), account.value().oneTime() != null);
    }

    /** Whether somebody still has to change a password that was handed out. */
    public Mono<Boolean> mustChangePassword(String personId) {
        return accounts.find(personId)
                .map(account -> account.value().oneTime() != null)
                .defaultIfEmpty(false);
    }

    /**
     * The owner's own change.
     *
     * @param names what a password must not consist of besides the username
     */
    public Mono<Void> changePassword(
            String personId, String current, String chosen, List<String> names, String address) {
        return accounts.find(personId)
                .filter(account -> account.value().passwordHash() != null)
                .switchIfEmpty(Refused.mono(Rejection.conflict("account-without-password")))
                .flatMap(account -> verify(account, current, address))
                .flatMap(account -> {
                    var owners = new ArrayList<>(names);
                    owners.add(account.value().username());
                    var weak = new ArrayList<>(PasswordRules.weaknesses(chosen, owners, common));
                    if (chosen.equals(current)) {
                        weak.add(PasswordRules.Weakness.UNCHANGED);
                    }
                    return weak.isEmpty() ? replace(account, chosen) : tooWeak(weak);
                });
    }

    /** One of two changes at once is refused: who made it did not know the password that the other one set. */
    private Mono<Void> replace(Stored<Account> verified, String chosen) {
        String compared = verified.value().passwordHash();
        return passwords
                .hash(chosen)
                .flatMap(hash -> accounts.change(
                        verified.id(),
                        now -> compared.equals(now.passwordHash())
                                ? Decision.accepted(now.withPassword(hash, null))
                                : Decision.rejected(Rejection.conflict("password-changed-meanwhile"))))
                .then();
    }

    private static Mono<Void> tooWeak(List<PasswordRules.Weakness> weak) {
        return Refused.mono(Rejection.ruleBroken("password-weak")
                .with("charsMin", PasswordRules.CHARS_MIN)
                .with(
                        "weaknesses",
                        weak.stream().map(PasswordRules.Weakness::code).toList()));
    }

    /** What an administrator hands out. */
    public record HandedOut(String username, String password, Instant until) {
        @Override
        public String toString() {
            return "HandedOut[until=" + until + "]";
        }
    }

    /** A new one-time password instead of whatever the person had. */
    public Mono<HandedOut> reset(String personId, String resetId, List<PublishedEvent> events) {
        String password = OneTimePasswords.random(random);
        var oneTime = new OneTime(resetId, clock.instant().plus(settings.oneTimeAge()));
        return accounts.find(personId)
                .switchIfEmpty(Refused.mono(Rejection.conflict("account-missing")))
                .then(passwords.hashInitial(password))
                .flatMap(hash -> accounts.change(
                        personId, now -> new Decision.Accepted<>(now.withPassword(hash, oneTime), events)))
                .map(account -> new HandedOut(account.value().username(), password, oneTime.until()));
    }

    /** A password that is to be handed out to somebody. */
    public record OneTimePassword(String personId, String password) {
        @Override
        public String toString() {
            return "OneTimePassword[" + personId + "]";
        }
    }

    /** Somebody whose password is still the one that a batch handed out. */
    public record StillHandedOut(String personId, String username, Instant until) {}

    /**
     * Gives people a one-time password each; who has none yet gets an account, called as the person's id. Repeated for the same batch it changes
     * nothing.
     *
     * @param replace whether a password that was chosen by its owner gives way
     * @return the ids of those who have the password now
     */
    public Mono<List<String>> handOut(List<OneTimePassword> wanted, String batchId, boolean replace) {
        return accounts.findAll(ids(wanted))
                .map(Stored::id)
                .collect(Collectors.toSet())
                .map(known -> wanted.stream()
                        .filter(one -> !known.contains(one.personId()))
                        .map(one -> new NewAccount(one.personId(), AccountRules.normalised(one.personId()), ""))
                        .toList())
                .flatMap(this::ensure)
                .then(handOut(wanted, batchId, replace, 1));
    }

    private static List<String> ids(List<OneTimePassword> wanted) {
        return wanted.stream().map(OneTimePassword::personId).toList();
    }

    private Mono<List<String>> handOut(List<OneTimePassword> wanted, String batchId, boolean replace, int attempt) {
        var until = clock.instant().plus(settings.oneTimeAge());
        return Mono.defer(() -> accounts.findAll(ids(wanted)).collectMap(Stored::id, Function.identity()))
                .flatMap(known -> {
                    var mine = wanted.stream()
                            .filter(one -> known.containsKey(one.personId()))
                            .filter(one -> replace
                                    || known.get(one.personId()).value().passwordHash() == null
                                    || known.get(one.personId()).value().oneTime() != null)
                            .toList();
                    return Flux.fromIterable(mine)
                            .filter(one -> !isOf(known.get(one.personId()).value(), batchId))
                            .flatMapSequential(one -> passwords
                                    .hashInitial(one.password())
                                    .map(hash -> given(known.get(one.personId()), hash, new OneTime(batchId, until))))
                            .collectList()
                            .flatMap(accounts::saveAll)
                            .flatMap(all -> all ? Mono.just(ids(mine)) : Mono.empty());
                })
                .switchIfEmpty(Mono.defer(() -> attempt < SAVE_ATTEMPTS_MAX
                        ? handOut(wanted, batchId, replace, attempt + 1)
                        : Refused.mono(Rejection.conflict("busy"))));
    }

    private static boolean isOf(Account account, String batchId) {
        return account.oneTime() != null && account.oneTime().givenBy().equals(batchId);
    }

    private static Change<Account> given(Stored<Account> account, String hash, OneTime oneTime) {
        return new Change<>(account.id(), account.version(), account.value().withPassword(hash, oneTime), List.of());
    }

    public Mono<List<StillHandedOut>> handedOut(List<String> personIds, String batchId) {
        return accounts.findAll(personIds)
                .filter(account -> isOf(account.value(), batchId))
                .map(account -> new StillHandedOut(
                        account.id(),
                        account.value().username(),
                        account.value().oneTime().until()))
                .collectList();
    }

    private Mono<Stored<Account>> account(String name) {
        var known = usernames
                .find(name)
                .flatMap(reserved -> accounts.find(reserved.value().personId()));
        return name.equals(FIRST_USERNAME) && !bootstrap.password().isEmpty()
                ? known.switchIfEmpty(Mono.defer(this::firstAccount))
                : known;
    }

    private Mono<Stored<Account>> verify(Stored<Account> account, String password, String address) {
        String place = SignInPlace.of(address, account.id());
        var closed = AccountRules.closedUntil(account.value(), place, clock.instant());
        return closed.isPresent()
                ? slowed(closed.get())
                : oneOfFew(account.id(), () -> compare(account, password, place));
    }

    /** Of many guesses at the same moment only a few are looked at: their failures count before the next ones are. */
    private <T> Mono<T> oneOfFew(String personId, Supplier<Mono<T>> look) {
        return Mono.usingWhen(
                Mono.fromSupplier(() -> looking.merge(personId, 1, Integer::sum)),
                now -> now <= LOOKING_MAX ? look.get() : slowed(clock.instant().plusSeconds(1)),
                _ -> Mono.fromRunnable(() -> looking.computeIfPresent(personId, (_, now) -> now > 1 ? now - 1 : null)));
    }

    private Mono<Stored<Account>> compare(Stored<Account> account, String password, String place) {
        String hash = account.value().passwordHash();
        return passwords.matches(password, hash).flatMap(right -> {
            if (!right) {
                return accounts.change(
                                account.id(),
                                now -> Decision.accepted(AccountRules.failed(now, place, clock.instant())))
                        .then(refused());
            }
            var oneTime = account.value().oneTime();
            return oneTime != null && !clock.instant().isBefore(oneTime.until())
                    ? Refused.mono(Rejection.unauthenticated("one-time-password-expired"))
                    : settled(account, password, place);
        });
    }

    /** Forgets earlier failures and replaces a cheap hash; most sign-ins need neither and write nothing. */
    private Mono<Stored<Account>> settled(Stored<Account> account, String password, String place) {
        String hash = account.value().passwordHash();
        boolean oneTime = account.value().oneTime() != null;
        if (passwords.isCheap(hash) && !oneTime) {
            return passwords.hash(password).flatMap(stronger -> succeeded(account, place, hash, stronger));
        }
        return AccountRules.isSettled(account.value(), place)
                ? Mono.just(account)
                : succeeded(account, place, hash, hash);
    }

    private Mono<Stored<Account>> succeeded(Stored<Account> account, String place, String compared, String stronger) {
        return accounts.change(
                account.id(),
                now -> Decision.accepted(AccountRules.succeeded(now, place, compared, stronger, clock.instant())));
    }

    private <T> Mono<T> slowed(Instant until) {
        Duration wait = Duration.between(clock.instant(), until).plusSeconds(1);
        return Refused.mono(Rejection.tooMany("sign-in-slowed", wait).with("seconds", Math.max(wait.toSeconds(), 1)));
    }

    private static <T> Mono<T> refused() {
        return Refused.mono(Rejection.unauthenticated("sign-in-refused"));
    }

    /** Made at the first sign-in, and only while there is no account at all. */
    private Mono<Stored<Account>> firstAccount() {
        var administrator = Person.imported(
                "平台",
                "管理员",
                true,
                List.of(new Grant(Role.PLATFORM_ADMINISTRATOR, Org.ROOT)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return accounts.isEmpty()
                .filter(Boolean::booleanValue)
                .flatMap(_ -> people.saveAll(List.of(new Change<>(
                                FIRST_USERNAME, 0, administrator, List.of(administrator.changed(FIRST_USERNAME)))))
                        .then(usernames.reserveAll(
                                List.of(new Change<>(FIRST_USERNAME, 0, new Username(FIRST_USERNAME), List.of()))))
                        .then(passwords.hash(bootstrap.password()))
                        .flatMap(hash -> accounts.saveAll(List.of(
                                new Change<>(FIRST_USERNAME, 0, Account.fresh(FIRST_USERNAME, hash), List.of())))))
                .flatMap(_ -> accounts.find(FIRST_USERNAME));
    }

    /**
     * Makes the accounts that are not there yet; the password of one that is there stays as it is.
     *
     * @return how many were made or renamed, and the ids of people whose username belongs to somebody else
     */
    public Mono<Ensured> ensure(List<NewAccount> wanted) {
        return ensure(wanted, 1);
    }

    /** How many of these people have an account. */
    public Mono<Long> countOf(Collection<String> personIds) {
        return accounts.findAll(personIds).count();
    }

    /** What became of a batch of accounts. */
    public record Ensured(long made, long changed, Set<String> withoutUsername) {}

    /** The usernames of those of these people who have an account. */
    public Mono<Map<String, String>> usernames(List<String> personIds) {
        return accounts.findAll(personIds)
                .collectMap(Stored::id, account -> account.value().username());
    }

    /** What {@link #ensure} would do, without doing it. */
    public Mono<Ensured> wouldEnsure(List<NewAccount> wanted) {
        var ids = wanted.stream().map(NewAccount::personId).toList();
        return Mono.zip(
                        accounts.findAll(ids).collectMap(Stored::id, Function.identity()),
                        owners(wanted.stream().map(NewAccount::username).toList()))
                .map(found -> {
                    var lacking = wanted.stream()
                            .filter(one -> !found.getT1().containsKey(one.personId())
                                    || !found.getT1()
                                            .get(one.personId())
                                            .value()
                                            .username()
                                            .equals(one.username()))
                            .toList();
                    var taken = lacking.stream()
                            .filter(one -> !found.getT2()
                                    .getOrDefault(one.username(), one.personId())
                                    .equals(one.personId()))
                            .map(NewAccount::personId)
                            .collect(Collectors.toSet());
                    long renamed = lacking.stream()
                            .filter(one -> !taken.contains(one.personId())
                                    && found.getT1().containsKey(one.personId()))
                            .count();
                    return new Ensured(lacking.size() - taken.size() - renamed, renamed, taken);
                });
    }

    private Mono<Ensured> ensure(List<NewAccount> wanted, int attempt) {
        if (wanted.isEmpty()) {
            return Mono.just(new Ensured(0, 0, Set.of()));
        }
        var byPerson = wanted.stream().collect(Collectors.toMap(NewAccount::personId, Function.identity()));
        return accounts.findAll(byPerson.keySet())
                .collectMap(Stored::id, Function.identity())
                .flatMap(known -> {
                    var lacking = wanted.stream()
                            .filter(one -> !known.containsKey(one.personId())
                                    || !known.get(one.personId())
                                            .value()
                                            .username()
                                            .equals(one.username()))
                            .toList();
                    return reserve(lacking).flatMap(owners -> make(lacking, known, owners));
                })
                .flatMap(ensured -> ensured.isPresent() || attempt == SAVE_ATTEMPTS_MAX
                        ? Mono.justOrEmpty(ensured)
                        : ensure(wanted, attempt + 1))
                .switchIfEmpty(Refused.mono(Rejection.conflict("busy")));
    }

    /** Who owns each of the usernames once those that were free are reserved. */
    private Mono<Map<String, String>> reserve(List<NewAccount> lacking) {
        var names = lacking.stream().map(NewAccount::username).toList();
        return owners(names).flatMap(before -> {
            var reservations = lacking.stream()
                    .filter(one -> !before.containsKey(one.username()))
                    .map(one -> new Change<>(one.username(), 0, new Username(one.personId()), List.of()))
                    .toList();
            return reservations.isEmpty()
                    ? Mono.just(before)
                    : usernames.reserveAll(reservations).then(owners(names));
        });
    }

    private Mono<Map<String, String>> owners(List<String> names) {
        return usernames.findAll(names).collectMap(Stored::id, reserved -> reserved.value()
                .personId());
    }

    /** Empty where others were faster with some of them. */
    private Mono<Optional<Ensured>> make(
            List<NewAccount> lacking, Map<String, Stored<Account>> known, Map<String, String> owners) {
        var mine = lacking.stream()
                .filter(one -> one.personId().equals(owners.get(one.username())))
                .toList();
        var taken = lacking.stream()
                .filter(one -> !one.personId().equals(owners.get(one.username())))
                .map(NewAccount::personId)
                .collect(Collectors.toSet());
        long renamed =
                mine.stream().filter(one -> known.containsKey(one.personId())).count();
        return Flux.fromIterable(mine)
                .flatMapSequential(one -> change(one, known.get(one.personId())))
                .collectList()
                .flatMap(changes -> accounts.saveAll(new ArrayList<>(changes)))
                .flatMap(all -> all
                        ? release(mine, known)
                                .thenReturn(Optional.of(new Ensured(mine.size() - renamed, renamed, taken)))
                        : Mono.just(Optional.empty()));
    }

    private Mono<Change<Account>> change(NewAccount wanted, Stored<Account> known) {
        if (known != null) {
            return Mono.just(
                    new Change<>(known.id(), known.version(), known.value().called(wanted.username()), List.of()));
        }
        return wanted.password().isEmpty()
                ? Mono.just(fresh(wanted, null))
                : passwords.hashInitial(wanted.password()).map(hash -> fresh(wanted, hash));
    }

    private static Change<Account> fresh(NewAccount wanted, String hash) {
        return new Change<>(wanted.personId(), 0, Account.fresh(wanted.username(), hash), List.of());
    }

    private Mono<Void> release(List<NewAccount> mine, Map<String, Stored<Account>> known) {
        return Flux.fromIterable(mine)
                .filter(one -> known.containsKey(one.personId()))
                .concatMap(one ->
                        usernames.release(known.get(one.personId()).value().username(), one.personId()))
                .then();
    }
}
