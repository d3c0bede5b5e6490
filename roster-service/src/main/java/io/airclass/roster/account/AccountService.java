package io.airclass.roster.account;

import io.airclass.contracts.Role;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Stored;
import io.airclass.roster.org.Org;
import io.airclass.roster.people.Grant;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Signing in with a password, and making accounts in bulk. */
@Service
public class AccountService {
    private static final String FIRST_USERNAME = "admin";
    private static final int SAVE_ATTEMPTS_MAX = 8;

    private final AccountRepository accounts;
    private final UsernameRepository usernames;
    private final PersonRepository people;
    private final PasswordService passwords;
    private final BootstrapSettings bootstrap;
    private final Clock clock;

    AccountService(
            AccountRepository accounts,
            UsernameRepository usernames,
            PersonRepository people,
            PasswordService passwords,
            BootstrapSettings bootstrap,
            Clock clock) {
        this.accounts = accounts;
        this.usernames = usernames;
        this.people = people;
        this.passwords = passwords;
        this.bootstrap = bootstrap;
        this.clock = clock;
    }

    /** The id of the person whose username and password these are; refused in one and the same way where they are not. */
    public Mono<String> verified(String username, String password) {
        String name = AccountRules.normalised(username);
        if (!AccountRules.isUsername(name) || password.length() > AccountRules.PASSWORD_CHARS_MAX) {
            return refused();
        }
        return account(name)
                .filter(account -> account.value().passwordHash() != null)
                .map(account -> verify(account, password))
                .defaultIfEmpty(passwords.matchesNobody(password).then(refused()))
                .flatMap(Function.identity());
    }

    private Mono<Stored<Account>> account(String name) {
        var known = usernames
                .find(name)
                .flatMap(reserved -> accounts.find(reserved.value().personId()));
        return name.equals(FIRST_USERNAME) && !bootstrap.password().isEmpty()
                ? known.switchIfEmpty(Mono.defer(this::firstAccount))
                : known;
    }

    private Mono<String> verify(Stored<Account> account, String password) {
        if (!AccountRules.isOpen(account.value(), clock.instant())) {
            return slowed(account.value());
        }
        String hash = account.value().passwordHash();
        return passwords.matches(password, hash).flatMap(right -> {
            if (!right) {
                return accounts.change(account.id(), now -> AccountRules.failed(now, clock.instant()))
                        .then(refused());
            }
            return settled(account, password).thenReturn(account.id());
        });
    }

    /** Forgets earlier failures and replaces a cheap hash; most sign-ins need neither and write nothing. */
    private Mono<Stored<Account>> settled(Stored<Account> account, String password) {
        String hash = account.value().passwordHash();
        if (passwords.isCheap(hash)) {
            return passwords
                    .hash(password)
                    .flatMap(stronger ->
                            accounts.change(account.id(), now -> AccountRules.succeeded(now, hash, stronger)));
        }
        return account.value().failures() > 0
                ? accounts.change(account.id(), now -> AccountRules.succeeded(now, hash, hash))
                : Mono.just(account);
    }

    private Mono<String> slowed(Account account) {
        Duration wait = Duration.between(clock.instant(), account.notBefore()).plusSeconds(1);
        return Refused.mono(Rejection.tooMany("sign-in-slowed", wait).with("seconds", Math.max(wait.toSeconds(), 1)));
    }

    private static Mono<String> refused() {
        return Refused.mono(Rejection.unauthenticated("sign-in-refused"));
    }

    /** Made at the first sign-in, and only while there is no account at all. */
    private Mono<Stored<Account>> firstAccount() {
        var administrator = new Person(
                "平台",
                "管理员",
                true,
                List.of(new Grant(Role.PLATFORM_ADMINISTRATOR, Org.ROOT)),
                List.of(),
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

    /** What became of a batch of accounts. */
    public record Ensured(long made, long changed, Set<String> withoutUsername) {}

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
